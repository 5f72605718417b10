//! JavaScript: what a module or a script refers to, and the same program in fewer characters.

use anyhow::{Result, anyhow, bail};
use oxc_allocator::Allocator;
use oxc_ast::ast::{
    Argument, ArrowFunctionExpression, AwaitExpression, ExportAllDeclaration, ExportNamedDeclaration,
    Expression, ForOfStatement, Function, ImportDeclaration, ImportExpression, MetaProperty, NewExpression,
    Program, StringLiteral, TemplateLiteral,
};
use oxc_ast_visit::{Visit, walk};
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_semantic::ScopeFlags;
use oxc_span::{GetSpan, SourceType, Span};

use super::reference::{self, Reference, Role};

/// The references of a module: its imports, and the addresses that it makes with
/// `new URL(NAME, import.meta.url)`.
pub fn references(path: &str, text: &str, exists: &dyn Fn(&str) -> bool) -> Result<Vec<Reference>> {
    let allocator = Allocator::default();
    let program = parse(&allocator, text, SourceType::mjs())?;
    let mut finder =
        Finder { path, text, exists, found: Vec::new(), read: Vec::new(), functions: 0, error: None };
    finder.visit_program(&program);
    match finder.error {
        Some(error) => Err(error),
        None => Ok(finder.found),
    }
}

/// The same module in fewer characters: without comments and what is never used, with short names.
pub fn compact_module(text: &str) -> Result<String> {
    compact(text, SourceType::mjs())
}

/// The same classic script in fewer characters. What it declares at its top keeps its name, for it is the page's.
pub fn compact_script(text: &str) -> Result<String> {
    compact(text, SourceType::cjs())
}

fn compact(text: &str, kind: SourceType) -> Result<String> {
    let allocator = Allocator::default();
    let mut program = parse(&allocator, text, kind)?;
    let options = MinifierOptions {
        mangle: Some(MangleOptions { top_level: kind.is_module(), ..MangleOptions::default() }),
        compress: Some(CompressOptions::dce()),
    };
    // Statements stay as they were written: making them shorter as well gains a hundredth, and trust is worth more.
    let minified = Minifier::new(options).dce(&allocator, &mut program);
    let codegen = Codegen::new()
        .with_options(CodegenOptions::minify())
        .with_scoping(minified.scoping)
        .with_private_member_mappings(minified.class_private_mappings);
    Ok(codegen.build(&program).code)
}

pub fn parse<'a>(allocator: &'a Allocator, text: &'a str, kind: SourceType) -> Result<Program<'a>> {
    let parsed = Parser::new(allocator, text, kind).parse();
    match parsed.errors.first() {
        None => Ok(parsed.program),
        Some(error) => {
            let label = error.labels.as_ref().and_then(|labels| labels.first());
            let line = label.map_or(1, |label| line_of(text, label.offset()));
            bail!("line {line}: {error}")
        }
    }
}

pub fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&byte| byte == b'\n').count() + 1
}

struct Finder<'t> {
    path: &'t str,
    text: &'t str,
    exists: &'t dyn Fn(&str) -> bool,
    found: Vec<Reference>,
    /// Literals that are understood as references, or as part of one.
    read: Vec<Span>,
    /// How many functions are around what is visited.
    functions: usize,
    error: Option<anyhow::Error>,
}

impl Finder<'_> {
    fn refuse(&mut self, span: Span, error: impl std::fmt::Display) {
        let line = line_of(self.text, span.start as usize);
        self.error.get_or_insert_with(|| anyhow!("line {line}: {error}"));
    }

    /// Notes a reference that stands at `span`, quotes included, as a part of `whole`.
    fn note(&mut self, span: Span, whole: Span, specifier: &str, role: Role) {
        self.read.push(span);
        if matches!(role, Role::Import | Role::Later)
            && !specifier.starts_with("./")
            && !specifier.starts_with("../")
        {
            self.refuse(span, format!("`{specifier}` is no relative path to a module of the site"));
            return;
        }
        match reference::resolve(self.path, specifier, self.exists) {
            Err(error) => self.refuse(span, error),
            Ok(None) => {}
            Ok(Some(target)) => {
                let inside = span.start as usize + 1..span.end as usize - 1;
                if self.text[inside.clone()] == *specifier {
                    let whole = whole.start as usize..whole.end as usize;
                    self.found.push(Reference { span: inside, whole, target, role });
                } else {
                    self.refuse(span, format!("`{specifier}` is written with escapes"));
                }
            }
        }
    }

    fn note_expression(&mut self, expression: &Expression, whole: Span, role: Role) {
        match expression {
            Expression::StringLiteral(literal) => self.note(literal.span, whole, &literal.value, role),
            Expression::TemplateLiteral(template) => match template.single_quasi() {
                Some(name) => self.note(template.span, whole, &name, role),
                None => self.refuse(
                    template.span,
                    "the name of this file is put together at run time: \
                     it cannot follow the hash of its content",
                ),
            },
            _ if role == Role::Url => self.refuse(
                expression.span(),
                "an address that is made from the module's own must be written out: \
                 the module is shipped in another place",
            ),
            // A module that is handed in from outside is the caller's affair.
            _ => {}
        }
    }
}

impl<'a> Visit<'a> for Finder<'_> {
    fn visit_import_declaration(&mut self, import: &ImportDeclaration<'a>) {
        self.note(import.source.span, import.source.span, &import.source.value, Role::Import);
    }

    fn visit_export_all_declaration(&mut self, export: &ExportAllDeclaration<'a>) {
        self.note(export.source.span, export.source.span, &export.source.value, Role::Import);
    }

    fn visit_export_named_declaration(&mut self, export: &ExportNamedDeclaration<'a>) {
        if let Some(source) = &export.source {
            self.note(source.span, source.span, &source.value, Role::Import);
        } else {
            walk::walk_export_named_declaration(self, export);
        }
    }

    fn visit_import_expression(&mut self, import: &ImportExpression<'a>) {
        self.note_expression(&import.source, import.span, Role::Later);
        walk::walk_import_expression(self, import);
    }

    fn visit_new_expression(&mut self, new: &NewExpression<'a>) {
        if let [name, base] = &new.arguments[..]
            && new.callee.is_specific_id("URL")
            && is_own_address(base)
            && let Some(name) = name.as_expression()
        {
            self.read.push(base.span());
            self.note_expression(name, new.span, Role::Url);
        }
        walk::walk_new_expression(self, new);
    }

    fn visit_meta_property(&mut self, meta: &MetaProperty<'a>) {
        let is_read = self.read.iter().any(|read| read.start == meta.span.start);
        if meta.meta.name == "import" && !is_read {
            self.refuse(
                meta.span,
                "a module is shipped in another place: only new URL(NAME, import.meta.url) is understood",
            );
        }
    }

    fn visit_function(&mut self, function: &Function<'a>, flags: ScopeFlags) {
        self.functions += 1;
        walk::walk_function(self, function, flags);
        self.functions -= 1;
    }

    fn visit_arrow_function_expression(&mut self, function: &ArrowFunctionExpression<'a>) {
        self.functions += 1;
        walk::walk_arrow_function_expression(self, function);
        self.functions -= 1;
    }

    fn visit_await_expression(&mut self, waiting: &AwaitExpression<'a>) {
        self.check_waiting(waiting.span);
        walk::walk_await_expression(self, waiting);
    }

    fn visit_for_of_statement(&mut self, repeated: &ForOfStatement<'a>) {
        if repeated.r#await {
            self.check_waiting(repeated.span);
        }
        walk::walk_for_of_statement(self, repeated);
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
    /// Modules that are shipped as one come to life one after the other: a wait would hold up those behind.
    fn check_waiting(&mut self, span: Span) {
        if self.functions == 0 {
            self.refuse(span, "a module must not wait at its top: wait in a function");
        }
    }

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
        for (text, role) in [
            ("import './a.js'", Role::Import),
            ("import { x } from \"./a.js\";", Role::Import),
            ("export * from './a.js';", Role::Import),
            ("export { x } from './a.js';", Role::Import),
            ("const load = async () => (await import('./a.js')).default;", Role::Later),
            ("import(`./a.js`);", Role::Later),
        ] {
            assert_eq!(found(text), one("www/a.js", role), "{text}");
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
            "new URL(address, location.origin)",
            "class A { constructor() { new.target } }",
            "import(address)",
            "say('a.js')",
            "new URL('https://example.org/a.js', import.meta.url)",
        ] {
            let outcome = found(text);
            if text.contains("location.href") {
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
            (
                "new URL(address, import.meta.url)",
                "line 1: an address that is made from the module's own must be",
            ),
            ("\nsay(import.meta.url)", "line 2: a module is shipped in another place: only new URL(NAME, "),
            ("import.meta.resolve('./a.js')", "line 1: a module is shipped in another place"),
            ("import './a.js'\nawait 1", "line 2: a module must not wait at its top: wait in a function"),
            ("for await (const x of []) x; export {}", "line 1: a module must not wait at its top"),
            ("let = = 1", "line 1: "),
        ] {
            let error = found(text).unwrap_err();
            assert!(error.starts_with(sentence), "{error}");
        }
    }

    #[test]
    fn a_function_may_wait() {
        for text in ["async () => { await 1; for await (const x of []) x }", "async function f() { await 1 }"]
        {
            assert_eq!(found(text), Ok(vec![]), "{text}");
        }
    }

    #[test]
    fn comments_are_not_shipped_and_the_program_stays_the_same() {
        let text = "/** Doc.\n * @param {number} z */\nexport function f(z) {\n  // why\n  \
                    return `a\n  ${z} // not a comment` + /\\/\\*/.source;\n}\n";
        let compact = compact_module(text).unwrap();
        assert_eq!(compact, "export function f(e){return`a\n  ${e} // not a comment`+/\\/\\*/.source}");
    }

    #[test]
    fn a_module_gets_short_names_and_loses_what_nothing_uses() {
        let text = "import './a.js'; const unused = () => 1; function used(longName) { return longName + 1 } \
                    class Counter { #count = 0; next() { return this.#count += 1 } } say(used(1), Counter)";
        assert_eq!(
            compact_module(text).unwrap(),
            "import\"./a.js\";function e(e){return e+1}class t{#e=0;next(){return this.#e+=1}}say(e(1),t);"
        );
    }

    #[test]
    fn a_classic_script_keeps_what_it_declares_for_the_page() {
        let text = "function forThePage(name) { return name } var also = (() => { const inside = 1; return inside + say() })()";
        let compact = compact_script(text).unwrap();
        assert!(compact.contains("function forThePage(") && compact.contains("var also="), "{compact}");
        assert!(!compact.contains("inside") && !compact.contains("(name"), "{compact}");
    }

    #[test]
    fn what_has_an_effect_of_its_own_stays() {
        for text in ["say(1)", "const unused = say(1)", "globalThis.x.y", "unknown"] {
            let compact = compact_module(text).unwrap();
            assert!(compact.contains(text.trim_start_matches("const unused = ")), "{compact}");
        }
    }
}
