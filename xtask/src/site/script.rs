//! JavaScript modules: what they refer to, and their text without comments and indentation.

use anyhow::{Result, anyhow, bail};
use oxc_allocator::Allocator;
use oxc_ast::ast::{
    Argument, ExportAllDeclaration, ExportNamedDeclaration, Expression, ImportDeclaration, ImportExpression,
    NewExpression, Program, StringLiteral, TemplateLiteral,
};
use oxc_ast_visit::{Visit, walk};
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_parser::Parser;
use oxc_span::{SourceType, Span};

use super::reference::{self, Reference, Role};

/// The references of a module: its imports, and the addresses that it makes with
/// `new URL(NAME, import.meta.url)`.
pub fn references(path: &str, text: &str, exists: &dyn Fn(&str) -> bool) -> Result<Vec<Reference>> {
    let allocator = Allocator::default();
    let program = parse(&allocator, text)?;
    let mut finder = Finder { path, text, exists, found: Vec::new(), read: Vec::new(), error: None };
    finder.visit_program(&program);
    match finder.error {
        Some(error) => Err(error),
        None => Ok(finder.found),
    }
}

/// The same program without comments and indentation.
pub fn compact(text: &str) -> Result<String> {
    let allocator = Allocator::default();
    let program = parse(&allocator, text)?;
    Ok(Codegen::new().with_options(CodegenOptions::minify()).build(&program).code)
}

fn parse<'a>(allocator: &'a Allocator, text: &'a str) -> Result<Program<'a>> {
    let parsed = Parser::new(allocator, text, SourceType::mjs()).parse();
    match parsed.errors.first() {
        None => Ok(parsed.program),
        Some(error) => {
            let label = error.labels.as_ref().and_then(|labels| labels.first());
            let line = label.map_or(1, |label| line_of(text, label.offset()));
            bail!("line {line}: {error}")
        }
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&byte| byte == b'\n').count() + 1
}

struct Finder<'t> {
    path: &'t str,
    text: &'t str,
    exists: &'t dyn Fn(&str) -> bool,
    found: Vec<Reference>,
    /// Literals that are understood as references, or as part of one.
    read: Vec<Span>,
    error: Option<anyhow::Error>,
}

impl Finder<'_> {
    fn refuse(&mut self, span: Span, error: impl std::fmt::Display) {
        let line = line_of(self.text, span.start as usize);
        self.error.get_or_insert_with(|| anyhow!("line {line}: {error}"));
    }

    /// Notes a reference that stands at `span`, quotes included.
    fn note(&mut self, span: Span, specifier: &str, role: Role) {
        self.read.push(span);
        if role == Role::Import && !specifier.starts_with("./") && !specifier.starts_with("../") {
            self.refuse(span, format!("`{specifier}` is no relative path to a module of the site"));
            return;
        }
        match reference::resolve(self.path, specifier, self.exists) {
            Err(error) => self.refuse(span, error),
            Ok(None) => {}
            Ok(Some(target)) => {
                let inside = span.start as usize + 1..span.end as usize - 1;
                if self.text[inside.clone()] == *specifier {
                    self.found.push(Reference { span: inside, target, role });
                } else {
                    self.refuse(span, format!("`{specifier}` is written with escapes"));
                }
            }
        }
    }

    fn note_expression(&mut self, expression: &Expression, role: Role) {
        match expression {
            Expression::StringLiteral(literal) => self.note(literal.span, &literal.value, role),
            Expression::TemplateLiteral(template) => match template.single_quasi() {
                Some(whole) => self.note(template.span, &whole, role),
                None => self.refuse(
                    template.span,
                    "the name of this file is put together at run time: \
                     it cannot follow the hash of its content",
                ),
            },
            // An address that is handed in from outside is the caller's affair.
            _ => {}
        }
    }
}

impl<'a> Visit<'a> for Finder<'_> {
    fn visit_import_declaration(&mut self, import: &ImportDeclaration<'a>) {
        self.note(import.source.span, &import.source.value, Role::Import);
    }

    fn visit_export_all_declaration(&mut self, export: &ExportAllDeclaration<'a>) {
        self.note(export.source.span, &export.source.value, Role::Import);
    }

    fn visit_export_named_declaration(&mut self, export: &ExportNamedDeclaration<'a>) {
        if let Some(source) = &export.source {
            self.note(source.span, &source.value, Role::Import);
        } else {
            walk::walk_export_named_declaration(self, export);
        }
    }

    fn visit_import_expression(&mut self, import: &ImportExpression<'a>) {
        self.note_expression(&import.source, Role::Import);
        walk::walk_import_expression(self, import);
    }

    fn visit_new_expression(&mut self, new: &NewExpression<'a>) {
        if let [name, base] = &new.arguments[..]
            && new.callee.is_specific_id("URL")
            && is_own_address(base)
            && let Some(name) = name.as_expression()
        {
            self.note_expression(name, Role::Url);
        }
        walk::walk_new_expression(self, new);
    }

    fn visit_string_literal(&mut self, literal: &StringLiteral<'a>) {
        self.check_unread(literal.span, &literal.value);
    }

    fn visit_template_literal(&mut self, template: &TemplateLiteral<'a>) {
        if let Some(whole) = template.single_quasi() {
            self.check_unread(template.span, &whole);
        }
        walk::walk_template_literal(self, template);
    }
}

impl Finder<'_> {
    /// A path to a file of the site that stands anywhere else would silently lead to nothing.
    fn check_unread(&mut self, span: Span, value: &str) {
        let relative = value.starts_with("./") || value.starts_with("../");
        if relative
            && !self.read.contains(&span)
            && matches!(reference::resolve(self.path, value, self.exists), Ok(Some(_)))
        {
            self.refuse(
                span,
                format!(
                    "`{value}` names a file of the site: write new URL('{value}', import.meta.url), \
                     so that it can follow the hash of its content"
                ),
            );
        }
    }
}

/// `import.meta.url`
fn is_own_address(argument: &Argument) -> bool {
    let Some(Expression::StaticMemberExpression(member)) = argument.as_expression() else {
        return false;
    };
    member.property.name == "url"
        && matches!(&member.object, Expression::MetaProperty(meta)
            if meta.meta.name == "import" && meta.property.name == "meta")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Result<Vec<(String, Role)>, String> {
        references("www/boot.js", text, &|file| file.starts_with("www/") && !file.contains("none"))
            .map(|references| {
                references
                    .iter()
                    .map(|reference| {
                        assert!(
                            reference
                                .target
                                .file
                                .ends_with(text[reference.span.clone()].trim_start_matches(['.', '/']))
                        );
                        (reference.target.file.clone(), reference.role)
                    })
                    .collect()
            })
            .map_err(|error| error.to_string())
    }

    fn one(file: &str, role: Role) -> Result<Vec<(String, Role)>, String> {
        Ok(vec![(file.to_string(), role)])
    }

    #[test]
    fn every_form_of_import_is_found() {
        for text in [
            "import './a.js'",
            "import { x } from \"./a.js\";",
            "export * from './a.js';",
            "export { x } from './a.js';",
            "const load = async () => (await import('./a.js')).default;",
            "import(`./a.js`);",
        ] {
            assert_eq!(found(text), one("www/a.js", Role::Import), "{text}");
        }
    }

    #[test]
    fn addresses_made_from_the_own_one_are_found() {
        for text in [
            "new URL('./words/en.json', import.meta.url)",
            "fetch(new URL('words/en.json', import.meta.url))",
            "new Worker(new URL(`./words/en.json`, import.meta.url), { type: 'module' })",
        ] {
            assert_eq!(found(text), one("www/words/en.json", Role::Url), "{text}");
        }
    }

    #[test]
    fn comments_strings_and_other_addresses_are_no_references() {
        for text in [
            "/** @type {import('./a.js').A} */ let a;",
            "// import './a.js'",
            "const pattern = /import '.\\/a.js'/;",
            "new URL('./a.js', location.href.replace('x', ''))",
            "new URL(address, import.meta.url)",
            "import(address)",
            "say('a.js')",
            "new URL('https://example.org/a.js', import.meta.url)",
        ] {
            let outcome = found(text);
            if text.contains("location") {
                assert!(outcome.unwrap_err().contains("write new URL("), "{text}");
            } else {
                assert_eq!(outcome, Ok(vec![]), "{text}");
            }
        }
    }

    #[test]
    fn what_cannot_follow_a_hash_is_refused_with_its_line() {
        for (text, sentence) in [
            ("\nimport './none.js'", "line 2: `./none.js` leads to www/none.js"),
            ("import 'plotly'", "line 1: `plotly` is no relative path"),
            ("import(`./${x}.js`)", "line 1: the name of this file is put together at run time"),
            ("\n\nfetch('./a.json')", "line 3: `./a.json` names a file of the site"),
            ("import '\\x2e/a.js'", "line 1: `./a.js` is written with escapes"),
            ("let = = 1", "line 1: "),
        ] {
            let error = found(text).unwrap_err();
            assert!(error.starts_with(sentence), "{error}");
        }
    }

    #[test]
    fn comments_are_not_shipped_and_the_program_stays_the_same() {
        let text = "/** Doc.\n * @param {number} z */\nexport function f(z) {\n  // why\n  \
                    return `a\n  ${z} // not a comment` + /\\/\\*/.source;\n}\n";
        let compact = compact(text).unwrap();
        assert_eq!(compact, "export function f(z){return`a\n  ${z} // not a comment`+/\\/\\*/.source}");
    }
}
