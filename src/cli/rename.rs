//! `procbook rename`.

use std::collections::BTreeMap;

use anyhow::bail;
use clap::{Args, ValueEnum};

use crate::cli::check::counted;
use crate::cli::findings::Telling;
use crate::cli::scaffold::code;
use crate::cli::{Outcome, Place, terminal, today};
use crate::diagnostic::{Diagnostic, Language, Severity, Text, say, short};
use crate::edit::{self, Change, Draft};
use crate::model::{Book, Kind};
use crate::pipeline::{self, Memory};
use crate::rename::{self, Mention, Named, Plan, Wanted};
use crate::source::{SourcePath, Sources};

/// So many lines that also hold the old code are shown.
const MOST_MENTIONS: usize = 30;

/// What gets another name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// A procedure, by its code
    Procedure,
    /// A role, by its id
    Role,
    /// A template with its form, by their code
    #[value(alias = "form")]
    Template,
    /// A reference page, by its code
    Reference,
    /// A pack, by its id
    Pack,
    /// A part of the handbook, by its id
    Part,
}

/// Give a page another code: in its file, in every reference, and in file names
#[derive(Args)]
#[command(
    after_help = "Examples:\n  procbook rename template F-012 F-212 --dry-run\n  procbook rename procedure SL-09 SL-19\n\n\
                  The old code stays an alias, so that links of others go on leading to the page."
)]
pub(super) struct Rename {
    /// What gets another name
    #[arg(value_enum, value_name = "KIND")]
    what: What,
    /// Its code or id now
    old: String,
    /// Its code or id from now on
    new: String,
    /// Show the changes and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    telling: Telling,
}

impl Rename {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        code::check(&self.new)?;
        let root = self.place.find()?;
        let sources = crate::load::load(&root)?;
        let (today, mut memory) = (today::today()?, Memory::default());
        let (book, found) = pipeline::examine(&sources, None, today, &mut memory);
        let language = self.telling.language_of(&book);
        let wanted = Wanted {
            named: self.what.named(),
            old: &self.old,
            new: &self.new,
        };
        let plan = match rename::plan(&book, &sources, &found, wanted) {
            Ok(plan) => plan,
            Err(why) => bail!("{}", why.words(language)),
        };
        let draft = drafted(&sources, &plan, language)?;
        let (then, found_then) = pipeline::examine(&draft.sources, None, today, &mut memory);
        let before = State {
            book: &book,
            found: &found,
            draft: &Draft::new(&sources),
        };
        let after = State {
            book: &then,
            found: &found_then,
            draft: &draft,
        };
        if let Some(why) = objection(&before, &after, wanted) {
            bail!("{}", why.words(language));
        }
        let changes = draft.changes(&sources);
        if self.dry_run {
            terminal::result(&edit::diff(&changes, terminal::result_has_colour()));
        } else {
            edit::write(&root, &changes)?;
        }
        self.tell(&changes, &plan, &draft.sources, language);
        Ok(Outcome::Sound)
    }

    /// What was changed, and where a person has to look.
    fn tell(&self, changes: &[Change], plan: &Plan, sources: &Sources, language: Language) {
        let (references, files) = (
            counted(plan.references, "reference", "处引用"),
            counted(changes.len(), "file", "个文件"),
        );
        let words = if self.dry_run {
            say!(
                "would rename `{}` to `{}`: {} in {}; nothing was written",
                "会把 `{}` 改为 `{}`：{} ，{} ；没有写入文件",
                self.old.as_str(),
                self.new.as_str(),
                references,
                files
            )
        } else {
            say!(
                "renamed `{}` to `{}`: {} in {}",
                "已把 `{}` 改为 `{}`：{} ，{}",
                self.old.as_str(),
                self.new.as_str(),
                references,
                files
            )
        };
        let mut lines = vec![words.words(language).to_owned()];
        for Change { from, to, .. } in changes {
            lines.push(if from == to {
                format!("  {to}")
            } else {
                format!("  {from} → {to}")
            });
        }
        if self.what == What::Part {
            let said = say!(
                "a part has no aliases: addresses with `{}` in them lead nowhere from now on",
                "篇没有别名：今后带 `{}` 的网址会失效",
                self.old.as_str()
            );
            lines.push(said.words(language).to_owned());
        }
        let home = changes.iter().find(|change| change.from != change.to);
        let nowhere = SourcePath::new("");
        let home = home.map_or(&nowhere, |change| &change.to);
        let mentions = rename::mentions(sources, &self.old, home);
        lines.extend(mentioned(&mentions, &self.old, language));
        terminal::result(&(lines.join("\n") + "\n"));
    }
}

impl What {
    const fn named(self) -> Named {
        match self {
            Self::Procedure => Named::Page(Kind::Procedure),
            Self::Role => Named::Page(Kind::Role),
            Self::Template => Named::Page(Kind::Template),
            Self::Reference => Named::Page(Kind::Reference),
            Self::Pack => Named::Page(Kind::Pack),
            Self::Part => Named::Part,
        }
    }
}

/// The files with every edit made.
fn drafted(sources: &Sources, plan: &Plan, language: Language) -> anyhow::Result<Draft> {
    let fixes: Vec<_> = plan.fixes.iter().collect();
    let (draft, fit) = Draft::new(sources).with(&fixes);
    if let Some(at) = fit.iter().position(|fit| !fit) {
        let path = plan.fixes[at].renamed.as_ref().map(|(_, to)| to.as_str());
        let why = say!(
            "not every place could be rewritten, so that nothing was: {}",
            "有的地方改写不了，所以什么都没有改：{}",
            path.unwrap_or(&plan.fixes[at].edits[0].new)
        );
        bail!("{}", why.words(language));
    }
    Ok(draft)
}

/// A handbook as it is or would be.
struct State<'a> {
    book: &'a Book,
    found: &'a [Diagnostic],
    draft: &'a Draft,
}

impl State<'_> {
    /// How often each kind of finding stands in each file, by the file's name before.
    fn tally(&self) -> BTreeMap<(&SourcePath, &str), usize> {
        let mut tally = BTreeMap::new();
        for found in self.found {
            let path = self.draft.name_before(&found.primary.path);
            *tally.entry((path, found.code.name)).or_default() += 1;
        }
        tally
    }

    /// What every reference leads to, with the old name in the place of the new.
    fn references(&self, wanted: Wanted<'_>) -> Vec<(&SourcePath, String)> {
        let mut references: Vec<_> = (rename::witness(self.book).into_iter())
            .map(|(path, code)| {
                let code = if code == wanted.new { wanted.old } else { code };
                (self.draft.name_before(path), code.to_owned())
            })
            .collect();
        references.sort();
        references
    }
}

/// What speaks against it: something that is found then and not now, or a reference that leads elsewhere.
fn objection(before: &State<'_>, after: &State<'_>, wanted: Wanted<'_>) -> Option<Text> {
    let (now, then) = (before.tally(), after.tally());
    let came = after.found.iter().find(|found| {
        let key = (
            after.draft.name_before(&found.primary.path),
            found.code.name,
        );
        found.severity != Severity::Hint && then.get(&key) > now.get(&key)
    });
    if let Some(came) = came {
        let line = |language| {
            let found = std::slice::from_ref(came);
            short::print(found, &after.draft.sources, language)
                .trim_end()
                .to_owned()
        };
        let line = Text {
            english: line(Language::English),
            chinese: line(Language::Chinese),
        };
        return Some(say!(
            "nothing was renamed, because this would be found then:\n{}",
            "没有改名，因为改了会出现：\n{}",
            line
        ));
    }
    let (now, then) = (before.references(wanted), after.references(wanted));
    let other = now.iter().zip(&then).find(|(now, then)| now != then);
    let lost = other.map(|(now, _)| now).or_else(|| now.get(then.len()));
    lost.map(|(path, code)| {
        say!(
            "nothing was renamed, because a reference in `{}` would not lead to `{}` any more",
            "没有改名，因为 `{}` 里有一处引用会不再指向 `{}`",
            path.as_str(),
            code.as_str()
        )
    })
}

/// The lines that hold the old code and were left alone.
fn mentioned(mentions: &[Mention], old: &str, language: Language) -> Vec<String> {
    if mentions.is_empty() {
        return Vec::new();
    }
    let head = say!(
        "also mentions `{}`, for you to look at:",
        "这些地方还提到 `{}`，请自己看一下：",
        old
    );
    let mut lines = vec![head.words(language).to_owned()];
    for Mention { path, line, text } in mentions.iter().take(MOST_MENTIONS) {
        let shown: String = text
            .chars()
            .take(80)
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        lines.push(format!("  {path}:{line}: {shown}"));
    }
    if mentions.len() > MOST_MENTIONS {
        let more = say!("and {} more", "另有 {} 处", mentions.len() - MOST_MENTIONS);
        lines.push(format!("  {}", more.words(language)));
    }
    lines
}
