//! Modules joined into one, which does what they do: each once, in the order in which the browser would evaluate them,
//! in one scope, where a name at the top of a module means what it meant there.
//!
//! Every such name becomes one that occurs nowhere else, and an imported name becomes that of what it stands for. So
//! nothing is copied: a variable that its module sets anew is seen anew by all others, as it is among modules.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::{Context, Result, anyhow, bail};
use oxc_allocator::Allocator;
use oxc_ast::ast::{
    AssignmentTargetPropertyIdentifier, BindingIdentifier, BindingProperty, Declaration,
    ExportDefaultDeclarationKind, ExportNamedDeclaration, Expression, IdentifierReference, ImportDeclaration,
    ImportDeclarationSpecifier, ModuleExportName, ObjectProperty, Statement,
};
use oxc_ast_visit::{Visit, walk};
use oxc_semantic::{Scoping, SemanticBuilder};
use oxc_span::{GetSpan, SourceType, Span};

use super::reference::{Reference, Role};
use super::script::{line_of, parse};

/// A module that is to be joined with others.
pub struct Module<'s> {
    pub path: &'s str,
    pub text: &'s str,
    pub references: &'s [Reference],
}

/// How what the last module exports leaves the joined one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ending {
    /// As the exports of a module.
    Exported,
    /// As an object that the function returns whose body the modules are.
    Returned,
    /// Not at all.
    Kept,
}

/// What stands in a module instead of a reference, and of how much of it.
pub type Written = (Range<usize>, String);

/// The modules as one, which exports what the last of them exports. Each stands behind those that it imports.
/// `written` says how a file is named in it.
pub fn join(modules: &[Module], written: &dyn Fn(&Reference) -> Written, ending: Ending) -> Result<String> {
    let mut scopes = BTreeMap::new();
    for (number, module) in modules.iter().enumerate() {
        let scope = Scope::read(module, number).with_context(|| module.path.to_string())?;
        scopes.insert(module.path, scope);
    }
    let names = Names { mark: unused_mark(&scopes), scopes };
    let mut joined = String::new();
    for module in modules {
        let text = names.carried_over(module, written).with_context(|| module.path.to_string())?;
        joined.push_str(&text);
        // The module may end without a semicolon, or in a comment.
        joined.push_str("\n;\n");
    }
    if let Some(entry) = modules.last() {
        joined.push_str(&names.exports_of(entry, ending)?);
    }
    Ok(joined)
}

/// What a module declares at its top, takes from others and gives to them.
struct Scope {
    /// The module's place in the order.
    number: usize,
    /// The places of each name that is declared or imported at the top.
    places: BTreeMap<String, Vec<Place>>,
    imports: BTreeMap<String, Import>,
    /// By their names outside.
    exports: BTreeMap<String, Export>,
    /// What makes it a module and is not taken over, with what stands there instead.
    cuts: Vec<(Range<usize>, String)>,
    /// Every name that occurs in it.
    all: Vec<String>,
}

struct Place {
    span: Range<usize>,
    /// `{ name }`, which stands for `{ name: name }`.
    shorthand: bool,
}

struct Import {
    from: String,
    /// Its name there.
    name: String,
    line: usize,
}

enum Export {
    /// Something that the module declares or imports under this name.
    Own(String),
    Another(Import),
}

impl Scope {
    fn read(module: &Module, number: usize) -> Result<Self> {
        let allocator = Allocator::default();
        let program = parse(&allocator, module.text, SourceType::mjs())?;
        let checked = SemanticBuilder::new().with_check_syntax_error(true).build(&program);
        if let Some(error) = checked.errors.first() {
            let label = error.labels.as_ref().and_then(|labels| labels.first());
            bail!("line {}: {error}", label.map_or(1, |label| line_of(module.text, label.offset())));
        }
        let scoping = checked.semantic.into_scoping();
        let own = scoping.symbol_names();
        let others = scoping.root_unresolved_references().keys();
        let all: Vec<String> = own.map(str::to_string).chain(others.map(|name| name.to_string())).collect();
        if all.iter().any(|name| name == "eval") {
            bail!("`eval` would look for names that have become others");
        }
        let mut reader = Reader {
            module,
            scoping: &scoping,
            shorthands: Vec::new(),
            scope: Scope {
                number,
                places: BTreeMap::new(),
                imports: BTreeMap::new(),
                exports: BTreeMap::new(),
                cuts: Vec::new(),
                all,
            },
        };
        for statement in &program.body {
            reader.read(statement)?;
        }
        Ok(reader.scope)
    }
}

struct Reader<'m> {
    module: &'m Module<'m>,
    scoping: &'m Scoping,
    shorthands: Vec<Span>,
    scope: Scope,
}

impl<'m> Reader<'m> {
    fn read<'a>(&mut self, statement: &Statement<'a>) -> Result<()> {
        match statement {
            Statement::ImportDeclaration(import) => {
                self.read_import(import)?;
                self.cut(import.span);
            }
            Statement::ExportNamedDeclaration(export) => {
                self.read_export(export)?;
                match &export.declaration {
                    None => self.cut(export.span),
                    Some(declaration) => {
                        self.cut(Span::new(export.span.start, declaration.span().start));
                        self.visit_declaration(declaration);
                    }
                }
            }
            Statement::ExportDefaultDeclaration(export) => {
                let name = match &export.declaration {
                    ExportDefaultDeclarationKind::FunctionDeclaration(function) => function.id.as_ref(),
                    ExportDefaultDeclarationKind::ClassDeclaration(class) => class.id.as_ref(),
                    _ => None,
                };
                let Some(name) = name else {
                    return self.refuse(
                        export.span,
                        "what is exported by default has no name here: declare it, then export { NAME as default }",
                    );
                };
                self.export("default", name.name.as_str());
                self.cut(Span::new(export.span.start, export.declaration.span().start));
                self.visit_export_default_declaration_kind(&export.declaration);
            }
            Statement::ExportAllDeclaration(export) => {
                return self.refuse(export.span, "write out the names that are exported from another module");
            }
            other => self.visit_statement(other),
        }
        Ok(())
    }

    fn read_import(&mut self, import: &ImportDeclaration) -> Result<()> {
        if import.with_clause.is_some() || import.phase.is_some() {
            return self.refuse(import.span, "only a plain module can be imported");
        }
        for specifier in import.specifiers.iter().flatten() {
            let (name, local) = match specifier {
                ImportDeclarationSpecifier::ImportSpecifier(named) => {
                    (self.name(&named.imported)?, &named.local)
                }
                ImportDeclarationSpecifier::ImportDefaultSpecifier(named) => ("default".into(), &named.local),
                ImportDeclarationSpecifier::ImportNamespaceSpecifier(named) => {
                    return self.refuse(named.span, "import the names themselves instead of all as one");
                }
            };
            let import = self.another(import.source.span, name, specifier.span())?;
            self.scope.imports.insert(local.name.to_string(), import);
            if self.is_set_anew(local) {
                return self
                    .refuse(local.span, format!("`{}` is imported and cannot be set anew", local.name));
            }
        }
        Ok(())
    }

    fn read_export(&mut self, export: &ExportNamedDeclaration) -> Result<()> {
        if export.with_clause.is_some() {
            return self.refuse(export.span, "only a plain module can be imported");
        }
        for specifier in &export.specifiers {
            let exported = self.name(&specifier.exported)?;
            let local = self.name(&specifier.local)?;
            if let Some(source) = &export.source {
                let import = self.another(source.span, local, specifier.span)?;
                self.scope.exports.insert(exported, Export::Another(import));
            } else {
                self.export(&exported, &local);
            }
        }
        match &export.declaration {
            Some(Declaration::VariableDeclaration(variables)) => {
                for variable in &variables.declarations {
                    let Some(name) = variable.id.get_binding_identifier() else {
                        return self.refuse(variable.span, "export names one by one, not as a pattern");
                    };
                    self.export(name.name.as_str(), name.name.as_str());
                }
            }
            Some(declaration) => {
                if let Some(name) = declaration.id() {
                    self.export(name.name.as_str(), name.name.as_str());
                }
            }
            None => {}
        }
        Ok(())
    }

    fn export(&mut self, exported: &str, local: &str) {
        self.scope.exports.insert(exported.to_string(), Export::Own(local.to_string()));
    }

    /// Something of the module that the literal at `source` names.
    fn another(&self, source: Span, name: String, span: Span) -> Result<Import> {
        let inside = source.start as usize + 1;
        let reference = self.module.references.iter().find(|reference| reference.span.start == inside);
        let from = reference.map(|reference| reference.target.file.clone());
        let line = line_of(self.module.text, span.start as usize);
        Ok(Import { from: from.context("an import of no module of the site")?, name, line })
    }

    fn name(&self, name: &ModuleExportName) -> Result<String> {
        match name {
            ModuleExportName::IdentifierName(name) => Ok(name.name.to_string()),
            ModuleExportName::IdentifierReference(name) => Ok(name.name.to_string()),
            ModuleExportName::StringLiteral(name) => self.refuse(name.span, "a name in quotes"),
        }
    }

    fn is_set_anew(&self, local: &BindingIdentifier) -> bool {
        self.scoping.get_resolved_references(local.symbol_id()).any(|reference| reference.is_write())
    }

    fn cut(&mut self, span: Span) {
        self.scope.cuts.push((span.start as usize..span.end as usize, String::new()));
    }

    fn refuse<T>(&self, span: Span, why: impl std::fmt::Display) -> Result<T> {
        bail!("line {}: {why}", line_of(self.module.text, span.start as usize))
    }

    fn note(&mut self, name: &str, span: Span) {
        let shorthand = self.shorthands.contains(&span);
        let place = Place { span: span.start as usize..span.end as usize, shorthand };
        self.scope.places.entry(name.to_string()).or_default().push(place);
    }
}

impl<'a> Visit<'a> for Reader<'_> {
    fn visit_binding_identifier(&mut self, name: &BindingIdentifier<'a>) {
        if self.scoping.symbol_scope_id(name.symbol_id()) == self.scoping.root_scope_id() {
            self.note(name.name.as_str(), name.span);
        }
    }

    fn visit_identifier_reference(&mut self, name: &IdentifierReference<'a>) {
        let symbol = self.scoping.get_reference(name.reference_id()).symbol_id();
        if symbol.is_some_and(|symbol| self.scoping.symbol_scope_id(symbol) == self.scoping.root_scope_id()) {
            self.note(name.name.as_str(), name.span);
        }
    }

    fn visit_object_property(&mut self, property: &ObjectProperty<'a>) {
        if let (true, Expression::Identifier(name)) = (property.shorthand, &property.value) {
            self.shorthands.push(name.span);
        }
        walk::walk_object_property(self, property);
    }

    fn visit_binding_property(&mut self, property: &BindingProperty<'a>) {
        if property.shorthand {
            self.shorthands.push(property.key.span());
        }
        walk::walk_binding_property(self, property);
    }

    fn visit_assignment_target_property_identifier(&mut self, name: &AssignmentTargetPropertyIdentifier<'a>) {
        self.shorthands.push(name.binding.span);
        walk::walk_assignment_target_property_identifier(self, name);
    }
}

/// The names at the tops of all modules.
struct Names<'s> {
    scopes: BTreeMap<&'s str, Scope>,
    mark: String,
}

/// What no name of any module contains.
fn unused_mark(scopes: &BTreeMap<&str, Scope>) -> String {
    let mut mark = String::from("$");
    while scopes.values().flat_map(|scope| &scope.all).any(|name| name.contains(&mark)) {
        mark.push('$');
    }
    mark
}

impl Names<'_> {
    /// What something that a module exports is called when they are one.
    fn of_export(&self, path: &str, exported: &str) -> Option<String> {
        match self.scopes.get(path)?.exports.get(exported)? {
            Export::Own(local) => self.of_local(path, local),
            Export::Another(import) => self.of_export(&import.from, &import.name),
        }
    }

    fn of_local(&self, path: &str, local: &str) -> Option<String> {
        let scope = self.scopes.get(path)?;
        match scope.imports.get(local) {
            Some(import) => self.of_export(&import.from, &import.name),
            None => Some(format!("{local}{}{}", self.mark, scope.number)),
        }
    }

    fn carried_over(&self, module: &Module, written: &dyn Fn(&Reference) -> Written) -> Result<String> {
        let scope = &self.scopes[module.path];
        let anothers = scope.exports.values().filter_map(|export| match export {
            Export::Another(import) => Some(import),
            Export::Own(_) => None,
        });
        for Import { from, name, line } in scope.imports.values().chain(anothers) {
            if self.of_export(from, name).is_none() {
                return Err(anyhow!("line {line}: {from} exports no `{name}`"));
            }
        }
        let mut edits = scope.cuts.clone();
        for (local, places) in &scope.places {
            let Some(name) = self.of_local(module.path, local) else {
                continue;
            };
            for Place { span, shorthand } in places {
                let text = if *shorthand { format!("{local}: {name}") } else { name.clone() };
                edits.push((span.clone(), text));
            }
        }
        let files = module.references.iter().filter(|reference| reference.role != Role::Import);
        edits.extend(files.map(written));
        // From the end, so that the places before stay where they are.
        edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
        let mut text = module.text.to_string();
        for (span, replacement) in edits {
            text.replace_range(span, &replacement);
        }
        Ok(text)
    }

    fn exports_of(&self, entry: &Module, ending: Ending) -> Result<String> {
        let mut specifiers = Vec::new();
        for exported in self.scopes[entry.path].exports.keys() {
            let name = self.of_export(entry.path, exported);
            let name =
                name.with_context(|| format!("{}: nothing is exported as `{exported}`", entry.path))?;
            specifiers.push(match ending {
                Ending::Returned => format!("{exported}: {name}"),
                _ => format!("{name} as {exported}"),
            });
        }
        if specifiers.is_empty() || ending == Ending::Kept {
            return Ok(String::new());
        }
        let keyword = if ending == Ending::Returned { "return" } else { "export" };
        Ok(format!("{keyword} {{ {} }};\n", specifiers.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::script;

    /// The lines of the modules as one; each is given behind those that it imports.
    fn joined(modules: &[(&str, &str)]) -> Result<Vec<String>, String> {
        let exists = |file: &str| file.ends_with(".json") || modules.iter().any(|(path, _)| *path == file);
        let references: Vec<Vec<Reference>> = modules
            .iter()
            .map(|(path, text)| script::references(path, text, &exists).map_err(|error| format!("{error:#}")))
            .collect::<Result<_, _>>()?;
        let modules: Vec<Module> = modules
            .iter()
            .zip(&references)
            .map(|((path, text), references)| Module { path, text, references })
            .collect();
        let written =
            |reference: &Reference| (reference.span.clone(), format!("./renamed/{}", reference.target.file));
        let text = join(&modules, &written, Ending::Exported).map_err(|error| format!("{error:#}"))?;
        let lines = text.lines().map(str::trim).filter(|line| !matches!(*line, "" | ";"));
        Ok(lines.map(str::to_string).collect())
    }

    fn lines(modules: &[(&str, &str)]) -> Vec<String> {
        joined(modules).unwrap()
    }

    #[test]
    fn what_a_module_imports_is_called_what_it_is_called_where_it_is_declared() {
        let declared = "const slope = 1;\nexport function relu(z) { return slope * z }";
        for import in ["import { relu } from './a.js'; relu(2)", "import { relu as f } from './a.js'; f(2)"] {
            let expected = ["const slope$0 = 1;", "function relu$0(z) { return slope$0 * z }", "relu$0(2)"];
            assert_eq!(lines(&[("a.js", declared), ("b.js", import)]), expected);
        }
    }

    #[test]
    fn every_form_of_export_and_import_leads_to_the_name() {
        for (export, import) in [
            ("export const x = 1", "import { x as y } from './a.js'; y"),
            ("export let x = 1", "import { x as y } from './a.js'; y"),
            ("export class x {}", "import { x as y } from './a.js'; y"),
            ("export async function* x() {}", "import { x as y } from './a.js'; y"),
            ("const x = 1; export { x }", "import { x as y } from './a.js'; y"),
            ("const x = 1; export { x as z }", "import { z as y } from './a.js'; y"),
            ("const x = 1; export { x as default }", "import y from './a.js'; y"),
            ("export default function x() {}", "import y from './a.js'; y"),
            ("export default class x {}", "import { default as y } from './a.js'; y"),
            ("const x = 1, w = 2; export { w, x as default }", "import y, { w } from './a.js'; w; y"),
        ] {
            let found = lines(&[("a.js", export), ("b.js", import)]);
            assert!(found.last().unwrap().ends_with("x$0"), "{found:?}");
            assert!(
                found.iter().all(|line| !line.contains("export") && !line.contains("import")),
                "{found:?}"
            );
        }
    }

    #[test]
    fn a_name_may_be_handed_on_by_another_module() {
        for handing_on in [
            "export { x as y } from './a.js'",
            "import { x } from './a.js'; export { x as y }",
            "import { x as z } from './a.js'; export { z as y }",
        ] {
            let found = lines(&[
                ("a.js", "export const x = 1"),
                ("b.js", handing_on),
                ("c.js", "import { y } from './b.js'; say(y)"),
            ]);
            assert_eq!(found.last().unwrap(), "say(x$0)");
        }
    }

    #[test]
    fn modules_do_not_see_each_others_names() {
        let found = lines(&[
            ("a.js", "let count = 0; export function next() { return count += 1 }"),
            ("b.js", "import { next } from './a.js'\nlet count = 'b'; next(count)"),
        ]);
        assert_eq!(found[0], "let count$0 = 0; function next$0() { return count$0 += 1 }");
        assert_eq!(found[1], "let count$1 = 'b'; next$0(count$1)");
    }

    #[test]
    fn names_inside_functions_stay_and_hide_those_at_the_top() {
        let text = "const z = 1; export const f = (z) => { { let w = z; say(w) } }; \
                    function g() { var w = z; return w } class C { z = z; w() { return this.z } } for (const z of []) say(z)";
        let found = lines(&[("a.js", text)]);
        assert_eq!(
            found[0],
            "const z$0 = 1; const f$0 = (z) => { { let w = z; say(w) } }; \
             function g$0() { var w = z$0; return w } class C$0 { z = z$0; w() { return this.z } } for (const z of []) say(z)"
        );
    }

    #[test]
    fn a_name_that_also_names_a_property_keeps_naming_it() {
        let found = lines(&[(
            "a.js",
            "let { x, y: { z }, w = x } = of({ x, z: w, v() {} }); ({ x, z = 2 } = { z })",
        )]);
        assert_eq!(
            found,
            ["let { x: x$0, y: { z: z$0 }, w: w$0 = x$0 } = of({ x: x$0, z: w$0, v() {} }); \
              ({ x: x$0, z: z$0 = 2 } = { z: z$0 })"]
        );
    }

    #[test]
    fn a_name_that_no_module_knows_is_the_browsers_and_stays() {
        let found = lines(&[("a.js", "const name = document.title; globalThis.x = typeof Event + name")]);
        assert_eq!(found, ["const name$0 = document.title; globalThis.x = typeof Event + name$0"]);
    }

    #[test]
    fn a_new_name_is_that_of_nothing_else() {
        let found = lines(&[("a.js", "let x = x$0; let x$ = (x$0$) => x$0$")]);
        assert_eq!(found, ["let x$$0 = x$0; let x$$$0 = (x$0$) => x$0$"]);
        let found = lines(&[("a.js", "let a = 1"), ("b.js", "let a$0 = 2; say(a$0)")]);
        assert_eq!(found, ["let a$$0 = 1", "let a$0$$1 = 2; say(a$0$$1)"]);
    }

    #[test]
    fn a_module_imported_for_what_it_does_is_there_and_no_more() {
        let found = lines(&[("a.js", "say('a') // last words"), ("b.js", "import './a.js'; say('b')")]);
        assert_eq!(found, ["say('a') // last words", "say('b')"]);
    }

    #[test]
    fn the_last_module_exports_what_it_exported() {
        let found = lines(&[
            ("a.js", "export const x = 1, y = 2"),
            (
                "b.js",
                "import { x } from './a.js'; export { y as z } from './a.js'\nexport { x as default }; export class C {}",
            ),
        ]);
        assert_eq!(found.last().unwrap(), "export { C$1 as C, x$0 as default, y$0 as z };");
    }

    #[test]
    fn the_files_that_a_module_names_are_named_anew() {
        let found = lines(&[("a.js", "const en = 1; fetch(new URL('en.json', import.meta.url), en)")]);
        assert_eq!(found, ["const en$0 = 1; fetch(new URL('./renamed/en.json', import.meta.url), en$0)"]);
    }

    #[test]
    fn what_cannot_be_joined_is_refused_with_its_module_and_line() {
        for (text, sentence) in [
            ("\nimport * as a from './a.js'", "line 2: import the names themselves instead of all as one"),
            ("export * from './a.js'", "line 1: write out the names that are exported from another module"),
            ("\n\nexport default 1 + 1", "line 3: what is exported by default has no name here"),
            ("export default () => {}", "line 1: what is exported by default has no name here"),
            ("export default function () {}", "line 1: what is exported by default has no name here"),
            ("export const { x } = {}", "line 1: export names one by one, not as a pattern"),
            (
                "import { x } from './a.js' with { type: 'json' }",
                "line 1: only a plain module can be imported",
            ),
            ("\nimport { y } from './a.js'", "line 2: a.js exports no `y`"),
            ("\nexport { y } from './a.js'", "line 2: a.js exports no `y`"),
            ("import { x } from './a.js'\nx += 1", "line 1: `x` is imported and cannot be set anew"),
            ("import { 'x' as y } from './a.js'", "line 1: a name in quotes"),
            ("let z; let z", "line 1: "),
            ("eval('x')", "`eval` would look for names that have become others"),
        ] {
            let error = joined(&[("a.js", "export let x = 1"), ("b.js", text)]).unwrap_err();
            let error = error.strip_prefix("b.js: ").unwrap_or(&error);
            assert!(error.starts_with(sentence), "{text}: {error}");
        }
    }
}
