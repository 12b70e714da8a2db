//! What a handbook says about its own findings: `[[check.rule]]` in `handbook.toml`, and allowances in its files.
//!
//! In: all findings of a run. Out: those that are left, each with the weight that it has here, and findings about
//! choices and allowances themselves. Only what rules find can be weighed otherwise: what keeps a file from being
//! read stays an error. An error can become a warning, but nobody can turn it off or allow it.

use std::collections::BTreeMap;

use globset::{Glob, GlobMatcher};

use crate::check::names::quoted;
use crate::check::rule_codes;
use crate::diagnostic::allowance::{Allowance, AllowedFinding, allowances};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix, Severity, Text, code, nearest, say};
use crate::model::Config;
use crate::model::config::{Choice, Weight};
use crate::source::{Source, SourcePath, Sources, Span, Spanned};

/// The findings of a run as the handbook wants them.
#[derive(Debug, Default)]
pub struct Weighed {
    /// What is to be mended.
    pub left: Vec<Diagnostic>,
    /// What files allow.
    pub allowed: Vec<AllowedFinding>,
}

/// The findings of a run as the handbook wants them.
#[must_use]
pub fn weigh(config: &Config, sources: &Sources, found: Vec<Diagnostic>) -> Weighed {
    let mut about = Vec::new();
    let mut weighed = Weighed::default();
    let choices: Vec<Chosen<'_>> = (config.choices.iter())
        .map(|choice| Chosen::of(choice, config, sources, &mut about))
        .collect();
    let mut allowed = Allowed::of(sources, &mut about);
    for finding in (found.into_iter()).filter_map(|finding| chosen(&choices, finding)) {
        match allowed.cover(&finding) {
            Some((comment, reason)) => weighed.allowed.push(AllowedFinding {
                finding,
                comment,
                reason,
            }),
            None => weighed.left.push(finding),
        }
    }
    allowed.report_unused(&mut about);
    let about = about.into_iter().filter_map(|f| chosen(&choices, f));
    weighed.left.extend(about);
    weighed
}

/// Makes errors of what is denied: `warnings`, or a code. The first name that is neither.
///
/// # Errors
/// The name that is neither, and the code that may have been meant.
pub fn deny(names: &[String], findings: &mut [Diagnostic]) -> Result<(), (String, Option<String>)> {
    for name in names {
        let all = name == "warnings";
        if !all && code::find(name).is_none() {
            let known = code::ALL.iter().map(|code| code.name);
            let near = nearest(name, known.chain(["warnings"]));
            return Err((name.clone(), near.map(str::to_owned)));
        }
        for finding in &mut *findings {
            let warns = all && finding.severity == Severity::Warning;
            if warns || finding.code.name == name {
                finding.severity = Severity::Error;
            }
        }
    }
    Ok(())
}

/// A choice with its patterns made ready.
struct Chosen<'a> {
    codes: Vec<&'static Code>,
    weight: Weight,
    /// Empty for all files.
    paths: Vec<GlobMatcher>,
    choice: &'a Choice,
}

impl<'a> Chosen<'a> {
    fn of(
        choice: &'a Choice,
        config: &Config,
        sources: &Sources,
        about: &mut Vec<Diagnostic>,
    ) -> Self {
        let codes = choice.codes.iter();
        Self {
            codes: (codes.filter_map(|name| rule_named(name, &config.path, about))).collect(),
            weight: choice.weight,
            paths: (choice.paths.iter())
                .filter_map(|path| pattern(path, config, sources, about))
                .collect(),
            choice,
        }
    }

    fn concerns(&self, finding: &Diagnostic) -> bool {
        let path = finding.primary.path.as_str();
        self.codes.contains(&finding.code)
            && (self.choice.paths.is_empty() || self.paths.iter().any(|glob| glob.is_match(path)))
    }
}

/// The code of a rule; what cannot be weighed otherwise is reported.
fn rule_named(
    name: &Spanned<String>,
    path: &SourcePath,
    about: &mut Vec<Diagnostic>,
) -> Option<&'static Code> {
    if let Some(code) = rule_codes().find(|code| code.name == name.value) {
        return Some(code);
    }
    let finding = if code::find(&name.value).is_some() {
        let message = say!(
            "{} is always an error",
            "{} 始终是错误",
            quoted(&name.value)
        );
        let help = say!(
            "take it out: what keeps a file from being read cannot be weighed otherwise",
            "删去它：让文件读不了的问题不能改变级别"
        );
        Diagnostic::error(&code::WRONG_VALUE, path, name.span, message).help(help)
    } else {
        let message = say!("unknown code {}", "没有代码 {}", quoted(&name.value));
        let finding = Diagnostic::error(&code::WRONG_VALUE, path, name.span, message);
        match nearest(&name.value, rule_codes().map(|code| code.name)) {
            Some(near) => finding.help(say!("write `{}`", "写作 `{}`", near)),
            None => finding.help(say!(
                "a finding shows its code in brackets: `warning[CODE]`",
                "每条发现的代码写在方括号里：`警告[代码]`"
            )),
        }
    };
    about.push(finding);
    None
}

fn pattern(
    path: &Spanned<String>,
    config: &Config,
    sources: &Sources,
    about: &mut Vec<Diagnostic>,
) -> Option<GlobMatcher> {
    let text = &path.value;
    let Ok(glob) = Glob::new(text) else {
        let message = say!("{} is no pattern of paths", "{} 不是路径样式", quoted(text));
        about.push(
            Diagnostic::error(&code::WRONG_VALUE, &config.path, path.span, message).help(say!(
                "write it like `content/procedures/draft/**`",
                "照 `content/procedures/draft/**` 的样子写"
            )),
        );
        return None;
    };
    let glob = glob.compile_matcher();
    if !sources
        .texts
        .keys()
        .any(|path| glob.is_match(path.as_str()))
    {
        let message = say!("no file matches {}", "没有文件与 {} 相符", quoted(text));
        about.push(
            Diagnostic::error(&code::UNUSED_ALLOW, &config.path, path.span, message)
                .warning()
                .help(say!(
                    "paths begin at the handbook's folder: `content/procedures/draft/**`",
                    "路径从手册文件夹算起：`content/procedures/draft/**`"
                )),
        );
    }
    Some(glob)
}

/// The finding with the weight that it has here; `None` when it is turned off.
fn chosen(choices: &[Chosen<'_>], mut finding: Diagnostic) -> Option<Diagnostic> {
    let choice = choices
        .iter()
        .rev()
        .find(|choice| choice.concerns(&finding));
    finding.severity = match choice.map(|choice| choice.weight) {
        None => finding.severity,
        Some(Weight::Error) => Severity::Error,
        Some(Weight::Warning) => Severity::Warning,
        Some(Weight::Hint) => Severity::Hint,
        Some(Weight::Off) if finding.severity == Severity::Error => Severity::Error,
        Some(Weight::Off) => return None,
    };
    Some(finding)
}

/// The allowances of all files.
struct Allowed {
    by_path: BTreeMap<SourcePath, Vec<One>>,
}

/// One code of one allowance.
struct One {
    code: Spanned<&'static Code>,
    comment: Span,
    reason: String,
    /// The bytes that it holds for; `None` for the whole file.
    line: Option<(usize, usize)>,
    used: bool,
    /// Whether an error stood where it holds.
    met_error: bool,
    /// What it takes to be rid of it.
    removal: Span,
}

impl Allowed {
    /// Those that can be read; the others are reported.
    fn of(sources: &Sources, about: &mut Vec<Diagnostic>) -> Self {
        let mut by_path = BTreeMap::new();
        for (path, source) in &sources.texts {
            // Layouts are written in a language of their own.
            if path.extension() == "html" {
                continue;
            }
            let all: Vec<One> = (allowances(source).iter())
                .flat_map(|allowance| codes_of(allowance, source, about))
                .collect();
            if !all.is_empty() {
                by_path.insert(path.clone(), all);
            }
        }
        Self { by_path }
    }

    /// The comment that allows a finding, and its reason.
    fn cover(&mut self, finding: &Diagnostic) -> Option<(Span, String)> {
        let all = self.by_path.get_mut(&finding.primary.path)?;
        let at = finding.primary.span.start;
        let mut covered = None;
        for one in all.iter_mut().filter(|one| one.code.value == finding.code) {
            if one.line.is_some_and(|(start, end)| at < start || at > end) {
                continue;
            }
            if finding.severity == Severity::Error {
                one.met_error = true;
            } else {
                one.used = true;
                covered = covered.or_else(|| Some((one.comment, one.reason.clone())));
            }
        }
        covered
    }

    fn report_unused(self, about: &mut Vec<Diagnostic>) {
        for (path, all) in self.by_path {
            for one in all.into_iter().filter(|one| !one.used) {
                let name = one.code.value.name;
                let message = say!(
                    "nothing is allowed by `{}` here",
                    "这里的 `{}` 没有放行任何发现",
                    name
                );
                let finding =
                    Diagnostic::error(&code::UNUSED_ALLOW, &path, one.code.span, message).warning();
                about.push(if one.met_error {
                    finding
                        .label(say!("what stands here is an error", "这里的问题是错误"))
                        .help(say!(
                            "mend it: only warnings and hints can be allowed",
                            "改正它：只有警告和提示可以放行"
                        ))
                } else {
                    let fix = Fix::certain(Edit::whole(&path, one.removal, ""));
                    finding.fix(fix).help(say!(
                        "take it out, or put it at the end of the line that the finding names, or alone on the line before",
                        "删去它；或者把它写在发现所指那一行的末尾，或单独写在前一行"
                    ))
                });
            }
        }
    }
}

/// The codes of an allowance; what is wrong with it is reported.
fn codes_of(allowance: &Allowance, source: &Source, about: &mut Vec<Diagnostic>) -> Vec<One> {
    let path = &source.path;
    let line = match allowance.verb.value.as_str() {
        "allow" => Some((allowance.line.start, allowance.line.end)),
        "allow-file" => None,
        other => {
            let message = say!(
                "{} is no word of procbook",
                "procbook 没有 {} 这个词",
                quoted(other)
            );
            about.push(malformed(path, allowance, message));
            return Vec::new();
        }
    };
    let mut all = Vec::new();
    for name in &allowance.codes {
        if let Some(code) = code::find(&name.value) {
            all.push(One {
                code: Spanned::new(code, name.span),
                comment: allowance.span,
                reason: allowance.reason.clone(),
                line,
                // What is wrong with it is said already.
                used: allowance.reason.is_empty(),
                met_error: false,
                removal: removal(allowance, name, &source.text),
            });
            continue;
        }
        let message = say!("unknown code {}", "没有代码 {}", quoted(&name.value));
        let mut finding = malformed(path, allowance, message);
        finding.primary.span = name.span;
        if let Some(near) = nearest(&name.value, code::ALL.iter().map(|code| code.name)) {
            finding = finding.help(say!("write `{}`", "写作 `{}`", near));
        }
        about.push(finding);
    }
    if allowance.codes.is_empty() {
        let message = say!("nothing is named that may be", "没有写明放行哪种发现");
        about.push(malformed(path, allowance, message));
    } else if allowance.reason.is_empty() {
        let message = say!("an allowance without a reason", "放行没有写明理由");
        about.push(malformed(path, allowance, message));
    }
    all
}

/// A code with what parts it from the others, or the whole comment, with its line when it stands alone on it.
fn removal(allowance: &Allowance, code: &Spanned<String>, text: &str) -> Span {
    let codes = &allowance.codes;
    if let Some(at) = codes.iter().position(|other| other == code)
        && codes.len() > 1
    {
        return match codes.get(at + 1) {
            Some(next) => Span::new(code.span.start, next.span.start),
            None => Span::new(codes[at - 1].span.end, code.span.end),
        };
    }
    let (before, after) = (&text[..allowance.span.start], &text[allowance.span.end..]);
    let blanks = before.len() - before.trim_end_matches([' ', '\t']).len();
    let start = allowance.span.start - blanks;
    let alone = before[..start].is_empty() || before[..start].ends_with('\n');
    let line_end = after.find('\n').filter(|_| alone).map_or(0, |at| at + 1);
    Span::new(start, allowance.span.end + line_end)
}

fn malformed(path: &SourcePath, allowance: &Allowance, message: Text) -> Diagnostic {
    Diagnostic::error(&code::MALFORMED_ALLOW, path, allowance.span, message).help(say!(
        "write the code, a dash and why: `procbook: allow CODE — …`",
        "写上代码、破折号和理由：`procbook: allow CODE — …`"
    ))
}
