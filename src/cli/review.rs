//! `procbook review`.
//!
//! In: a procedure's code, perhaps forms. Out: the versions of its forms in `reviewed`, as they are now.

use anyhow::bail;
use clap::Args;

use crate::check;
use crate::cli::findings::Telling;
use crate::cli::scaffold::quoted;
use crate::cli::{Outcome, Place, terminal, today};
use crate::diagnostic::{Edit, Fix, Language, nearest, say};
use crate::edit::{self, Draft};
use crate::model::{Book, Index, Procedure, Step, Template};
use crate::pipeline::{self, Baseline, Build, Memory};
use crate::source::{Sources, Span};

/// Confirm that a procedure's steps still fit its forms
#[derive(Args)]
#[command(
    after_help = "Examples:\n  procbook review SM1.1          every form whose fields changed\n  procbook review SM1.1 F-177    this form"
)]
pub(super) struct Review {
    /// The procedure's code
    procedure: String,
    /// The forms that were looked at [default: every one that `suspect-step` names]
    forms: Vec<String>,
    #[command(flatten)]
    telling: Telling,
    #[command(flatten)]
    place: Place,
}

impl Review {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        let root = self.place.find()?;
        let build = pipeline::run(&root, today::today()?, &mut Memory::default())?;
        let language = self.telling.language(&build);
        let procedure = procedure(&build.book, &self.procedure)?;
        let forms = self.forms(&build, procedure)?;
        if forms.is_empty() {
            let nothing = say!(
                "every form of {} has been looked at",
                "{} 的表单都已核对过",
                self.procedure.as_str()
            );
            terminal::error(nothing.words(language));
            return Ok(Outcome::Sound);
        }
        let fix = Fix::certain(entries(&build.book, procedure, &forms, &build.sources)?);
        let (draft, fit) = Draft::new(&build.sources).with(&[&fix]);
        if fit != [true] {
            bail!(
                "{} cannot be changed: it was not read whole",
                procedure.path
            );
        }
        let changes = draft.changes(&build.sources);
        edit::write(&root, &changes)?;
        terminal::result(&edit::diff(&changes, terminal::result_has_colour()));
        tell(&build.book, procedure, &forms, language);
        Ok(Outcome::Sound)
    }

    /// The forms that are confirmed, in the order of their codes.
    fn forms(&self, build: &Build, procedure: &Procedure) -> anyhow::Result<Vec<Index<Template>>> {
        let book = &build.book;
        if self.forms.is_empty() {
            let since = build.baseline.as_ref().map(Baseline::since);
            return Ok(check::to_review(book, procedure, since.as_ref()));
        }
        let mut forms = Vec::new();
        for wanted in &self.forms {
            let filled = filled(procedure);
            let is_it = |at: &Index<Template>| book.template(*at).code.value.as_str() == wanted;
            let Some(found) = filled.iter().copied().find(is_it) else {
                let codes = filled
                    .iter()
                    .map(|at| book.template(*at).code.value.as_str());
                match nearest(wanted, codes) {
                    Some(near) => bail!(
                        "no step of {} fills in form `{wanted}`; did you mean `{near}`?",
                        self.procedure
                    ),
                    None => bail!("no step of {} fills in form `{wanted}`", self.procedure),
                }
            };
            forms.push(found);
        }
        forms.sort_unstable();
        forms.dedup();
        Ok(forms)
    }
}

fn procedure<'a>(book: &'a Book, wanted: &str) -> anyhow::Result<&'a Procedure> {
    let code = |procedure: &'a Procedure| procedure.code.value.as_str();
    if let Some(found) = book.procedures.iter().find(|p| code(p) == wanted) {
        return Ok(found);
    }
    match nearest(wanted, book.procedures.iter().map(code)) {
        Some(near) => bail!("there is no procedure `{wanted}`; did you mean `{near}`?"),
        None => bail!("there is no procedure `{wanted}`"),
    }
}

/// The forms that the steps of a procedure fill in.
fn filled(procedure: &Procedure) -> Vec<Index<Template>> {
    let mut filled: Vec<Index<Template>> = procedure.steps.iter().flat_map(Step::filled).collect();
    filled.sort_unstable();
    filled.dedup();
    filled
}

/// `reviewed` with these forms at their present versions, beside what is there.
fn entries(
    book: &Book,
    procedure: &Procedure,
    forms: &[Index<Template>],
    sources: &Sources,
) -> anyhow::Result<Edit> {
    let pair = |form: &str, version: &str| format!("{} = {}", text(form), text(version));
    let there = procedure.reviewed.iter().flat_map(|all| &all.value);
    let mut pairs: Vec<String> = Vec::new();
    let mut left = forms.to_vec();
    for entry in there {
        let found = entry.form.value.found();
        // A name that names nothing is kept: that is another finding.
        let name = match found {
            Some(at) => book.template(at).code.value.as_str(),
            None => {
                &sources.texts[&procedure.path].text[entry.form.span.start..entry.form.span.end]
            }
        };
        let renewed = found.filter(|at| left.contains(at));
        left.retain(|at| Some(*at) != found);
        let version = renewed.map_or(&entry.version.value, |at| &book.template(at).version.value);
        pairs.push(pair(name.trim_matches('"'), version));
    }
    for at in left {
        let template = book.template(at);
        pairs.push(pair(template.code.value.as_str(), &template.version.value));
    }
    let table = format!("{{ {} }}", pairs.join(", "));
    let path = &procedure.path;
    let Some(reviewed) = &procedure.reviewed else {
        let version = procedure.version.span;
        if procedure.version.value.is_empty() {
            bail!("{path} has no `version`; give it one first: version = \"1.0\"");
        }
        let behind = Span::new(version.end, version.end);
        return Ok(Edit::whole(path, behind, format!("\nreviewed = {table}")));
    };
    let written = &sources.texts[path].text[reviewed.span.start..reviewed.span.end];
    if !written.starts_with('{') {
        bail!("{path}: write `reviewed` on one line before that: reviewed = {table}");
    }
    Ok(Edit::whole(path, reviewed.span, table))
}

/// A TOML text. Versions are any words of their authors.
fn text(words: &str) -> String {
    let letters = quoted(words);
    let letters = letters.chars().map(|letter| {
        if letter.is_control() {
            format!("\\u{:04X}", u32::from(letter))
        } else {
            letter.to_string()
        }
    });
    format!("\"{}\"", letters.collect::<String>())
}

fn tell(book: &Book, procedure: &Procedure, forms: &[Index<Template>], language: Language) {
    for at in forms {
        let template = book.template(*at);
        let told = say!(
            "{} has been held against {} {}",
            "{} 已对照 {} {} 核对",
            procedure.code.value.as_str(),
            template.code.value.as_str(),
            template.version.value.as_str()
        );
        terminal::error(told.words(language));
    }
}
