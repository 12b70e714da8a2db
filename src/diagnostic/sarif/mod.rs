//! Findings as SARIF 2.1.0, the standard that code hosts, editors and other viewers of findings read.
//!
//! In: findings, those that their files allow, and where the handbook stands. Out: one JSON text. It must not know
//! which rules there are beyond the list of codes. Columns count code points, as everywhere here.

mod fingerprint;
mod log;

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::diagnostic::allowance::AllowedFinding;
use crate::diagnostic::code::ALL;
use crate::diagnostic::explanation::explanation;
use crate::diagnostic::lines::Lines;
use crate::diagnostic::usual::usual;
use crate::diagnostic::{Code, Diagnostic, Label, Language, Severity, key, plain, say};
use crate::source::{SourcePath, Sources, Span};

use fingerprint::Fingerprints;
use log::{
    ArtifactLocation, Base, Configuration, Descriptor, Driver, Location, Log, Outcome,
    PhysicalLocation, Region, Run, Suppression, Tool, Words,
};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What paths are relative to: the name that code hosts and viewers know for the root of a repository.
const ROOT: &str = "%SRCROOT%";

/// What stays as it is in a URI's path.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// What is printed.
#[derive(Debug, Clone, Copy)]
pub struct Findings<'a> {
    /// What is to be mended, in order.
    pub found: &'a [Diagnostic],
    /// What files allow: printed as suppressed, with the reason.
    pub allowed: &'a [AllowedFinding],
    /// The files.
    pub sources: &'a Sources,
    /// The way from the repository's root to the handbook's folder: empty, or with a closing `/`.
    pub folder: &'a str,
}

/// One finding with the comment that allows it, if any.
type Told<'a> = (&'a Diagnostic, Option<&'a AllowedFinding>);

/// A SARIF log of one run, with a line end after it.
#[must_use]
pub fn print(findings: Findings<'_>, language: Language) -> String {
    let allowed = findings.allowed.iter();
    let mut told: Vec<Told<'_>> = (findings.found.iter().map(|found| (found, None)))
        .chain(allowed.map(|allowed| (&allowed.finding, Some(allowed))))
        .collect();
    told.sort_by(|(a, _), (b, _)| key(a).cmp(&key(b)));
    let mut printer = Printer {
        lines: Lines::new(findings.sources),
        folder: findings.folder,
        language,
        fingerprints: Fingerprints::default(),
    };
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: tool(language),
            language: tag(language),
            column_kind: "unicodeCodePoints",
            original_uri_base_ids: BTreeMap::from([(ROOT, base(language))]),
            results: told.into_iter().map(|told| printer.outcome(told)).collect(),
        }],
    };
    // Numbers and texts always have a JSON form.
    let mut out = serde_json::to_string_pretty(&log).unwrap_or_default();
    out.push('\n');
    out
}

fn tool(language: Language) -> Tool {
    Tool {
        driver: Driver {
            name: "procbook",
            semantic_version: env!("CARGO_PKG_VERSION"),
            language: tag(language),
            rules: (ALL.iter().copied())
                .map(|code| descriptor(code, language))
                .collect(),
        },
    }
}

fn descriptor(code: &'static Code, language: Language) -> Descriptor {
    let explanation = explanation(code, language);
    let short = |text: &str| Words {
        text: braced(&text.replace('`', "'")),
        markdown: Some(braced(text)),
    };
    Descriptor {
        id: code.name,
        short_description: short(&explanation.what),
        full_description: short(&explanation.why),
        help: Words {
            text: braced(explanation.body),
            markdown: Some(braced(explanation.body)),
        },
        default_configuration: Configuration {
            level: level(usual(code)),
        },
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

const fn tag(language: Language) -> &'static str {
    match language {
        Language::English => "en-US",
        Language::Chinese => "zh-CN",
    }
}

fn base(language: Language) -> Base {
    let text = say!("the root of the repository", "仓库的根文件夹");
    Base {
        description: words(text.words(language)),
    }
}

/// Braces stand for arguments in the standard's messages, and are doubled where they are meant.
fn braced(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

fn words(text: &str) -> Words {
    Words {
        text: braced(&plain::words(text)),
        markdown: None,
    }
}

struct Printer<'a> {
    lines: Lines<'a>,
    folder: &'a str,
    language: Language,
    fingerprints: Fingerprints,
}

impl Printer<'_> {
    fn outcome<'a>(&mut self, (finding, allowed): Told<'a>) -> Outcome<'a> {
        let fingerprint = self.fingerprints.of(finding, &mut self.lines);
        let related = finding.related.iter().enumerate();
        Outcome {
            rule_id: finding.code.name,
            rule_index: ALL.iter().position(|code| *code == finding.code),
            level: level(finding.severity),
            message: self.message(finding),
            locations: [self.location(&finding.primary, None)],
            related_locations: related
                .map(|(at, label)| self.location(label, Some(at + 1)))
                .collect(),
            // The first name is the one that GitHub tells findings apart by.
            partial_fingerprints: BTreeMap::from([
                ("primaryLocationLineHash", fingerprint.clone()),
                ("procbook/v1", fingerprint),
            ]),
            suppressions: allowed
                .map(|allowed| self.suppression(allowed))
                .into_iter()
                .collect(),
        }
    }

    /// The headline, then what to type.
    fn message(&self, finding: &Diagnostic) -> Words {
        let headline = finding.message.words(self.language);
        words(&match &finding.help {
            Some(help) => format!("{headline}\n{}", help.words(self.language)),
            None => headline.to_owned(),
        })
    }

    fn location(&mut self, label: &Label, id: Option<usize>) -> Location {
        let text = label.text.words(self.language);
        Location {
            id,
            place: self.physical(&label.path, label.span),
            message: (!text.is_empty()).then(|| words(text)),
        }
    }

    fn physical(&mut self, path: &SourcePath, span: Span) -> PhysicalLocation {
        let full = format!("{}{}", self.folder, path.as_str());
        PhysicalLocation {
            artifact_location: ArtifactLocation {
                uri: utf8_percent_encode(&full, PLAIN).to_string(),
                uri_base_id: ROOT,
            },
            region: self.lines.has_text(path).then(|| {
                let (start_line, start_column) = self.lines.line_column(path, span.start);
                let end = span.end.max(span.start);
                let (end_line, end_column) = self.lines.line_column(path, end);
                Region {
                    start_line,
                    start_column,
                    end_line,
                    end_column,
                }
            }),
        }
    }

    fn suppression<'a>(&mut self, allowed: &'a AllowedFinding) -> Suppression<'a> {
        Suppression {
            kind: "inSource",
            status: "accepted",
            justification: &allowed.reason,
            location: Location {
                id: None,
                place: self.physical(&allowed.finding.primary.path, allowed.comment),
                message: None,
            },
        }
    }
}
