//! Who reports to whom: roles as trees, the highest at the left.
//!
//! In: the roles of a linked book. Out: an organisation chart, and the roles that stand in none of its
//! trees. It must not know the page around it.

use std::cmp::Reverse;
use std::fmt::Write;

use crate::chart::ink;
use crate::chart::maps::picture::open;
use crate::chart::maps::{Map, MapAddresses, MapWords};
use crate::chart::shape::{self, LINE, SMALL, SMALL_LINE, Shape, TEXT};
use crate::chart::strokes::{curve, text};
use crate::chart::svg_text::{escaped, number};
use crate::chart::wrap::wrap;
use crate::model::role::RoleKind;
use crate::model::{Book, Index, Role};

/// Who reports to whom.
#[derive(Debug, Clone, PartialEq)]
pub struct Organisation {
    /// The chart; `None` when nobody reports to anybody, or more do than a person could read.
    pub map: Option<Map>,
    /// The roles of the chart from left to right and down, as they follow each other in it.
    pub reports: Vec<Report>,
    /// The roles that report to nobody and to whom nobody reports, in the order of the book.
    pub alone: Vec<Index<Role>>,
}

/// A role's place in the chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// The role.
    pub role: Index<Role>,
    /// Its place in `reports` of whom it reports to; `None` at the head of a tree.
    pub to: Option<usize>,
    /// How many are above it.
    pub depth: usize,
}

/// More roles than this no person reads in one chart.
const MOST_ROLES: usize = 400;
/// How many half-width characters a line of a box holds.
const COLUMNS: usize = 20;
/// Between boxes that stand under each other.
const GAP: f64 = 12.0;
/// The same, between trees.
const TREE_GAP: f64 = 14.0;
/// Between a role and those that report to it.
const REACH: f64 = 44.0;
/// Around the whole.
const EDGE: f64 = 12.0;

/// Draws who reports to whom.
#[must_use]
pub fn organisation(book: &Book, addresses: &MapAddresses, words: &MapWords) -> Organisation {
    let superiors = superiors(book);
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); book.roles.len()];
    for (at, superior) in superiors.iter().enumerate() {
        if let Some(superior) = superior {
            below[*superior].push(at);
        }
    }
    let mut heads: Vec<(Vec<Report>, usize)> = Vec::new();
    let mut alone = Vec::new();
    for at in (0..book.roles.len()).filter(|at| superiors[*at].is_none()) {
        if below[at].is_empty() {
            alone.push(Index::new(at));
        } else {
            heads.push((tree(&below, at), at));
        }
    }
    // The largest tree first: it is the one that most people look for.
    heads.sort_by_key(|(tree, at)| (Reverse(tree.len()), *at));
    let mut reports: Vec<Report> = Vec::new();
    for (tree, _) in heads {
        let first = reports.len();
        reports.extend(tree.into_iter().map(|report| Report {
            to: report.to.map(|to| to + first),
            ..report
        }));
    }
    let drawable = !reports.is_empty() && reports.len() <= MOST_ROLES;
    Organisation {
        map: drawable.then(|| draw(book, &reports, addresses, words)),
        reports,
        alone,
    }
}

/// By role: whom it reports to. A circle is opened at its first role, so that it is a tree.
fn superiors(book: &Book) -> Vec<Option<usize>> {
    let mut superiors: Vec<Option<usize>> = (book.roles.iter())
        .map(|role| Some(role.reports_to.as_ref()?.value.found()?.at))
        .collect();
    // By role: the walk up that has passed it, so that no role is passed twice in vain.
    let mut passed = vec![usize::MAX; superiors.len()];
    for start in 0..superiors.len() {
        let mut at = start;
        while passed[at] == usize::MAX {
            passed[at] = start;
            match superiors[at] {
                Some(above) if passed[above] == start => {
                    // A circle, met at `above`; its first role is the head.
                    let mut first = above;
                    let mut one = above;
                    while let Some(next) = superiors[one].filter(|next| *next != above) {
                        first = first.min(next);
                        one = next;
                    }
                    superiors[first] = None;
                    break;
                }
                Some(above) => at = above,
                None => break,
            }
        }
    }
    superiors
}

/// A role and all below it, each before those that report to it.
fn tree(below: &[Vec<usize>], head: usize) -> Vec<Report> {
    let mut reports: Vec<Report> = Vec::new();
    let mut stack = vec![(head, None)];
    while let Some((at, to)) = stack.pop() {
        let depth = to.map_or(0, |to: usize| reports[to].depth + 1);
        let place = reports.len();
        reports.push(Report {
            role: Index::new(at),
            to,
            depth,
        });
        stack.extend(below[at].iter().rev().map(|one| (*one, Some(place))));
    }
    reports
}

/// A role's box.
struct RoleBox {
    lines: Vec<String>,
    /// What it is and where it belongs, smaller.
    note: Vec<String>,
    size: (f64, f64),
}

fn role_box(role: &Role, words: &MapWords) -> RoleBox {
    let lines = wrap(&role.title.value, COLUMNS);
    let kind = (words.kind)(role.kind);
    let note = match role.unit.as_deref() {
        Some(unit) if unit != role.title.value => wrap(&format!("{kind} · {unit}"), COLUMNS + 4),
        Some(_) | None => vec![kind.to_owned()],
    };
    let shape = shape_of(role.kind);
    let title = shape::size(shape, &lines, TEXT, LINE);
    let small = shape::size(shape, &note, SMALL, SMALL_LINE);
    let high = note.len() as f64 * SMALL_LINE;
    RoleBox {
        size: (title.0.max(small.0).max(96.0), title.1 + high),
        lines,
        note,
    }
}

/// The kinds are told apart without colours too.
const fn shape_of(kind: RoleKind) -> Shape {
    match kind {
        RoleKind::Person => Shape::Pill,
        RoleKind::Unit | RoleKind::External => Shape::Box,
        RoleKind::Committee => Shape::Hexagon,
    }
}

const fn fill_of(kind: RoleKind) -> &'static str {
    ink::fill(match kind {
        RoleKind::Person => Shape::Box,
        RoleKind::Unit => Shape::Document,
        RoleKind::Committee => Shape::Hexagon,
        RoleKind::External => Shape::Delay,
    })
}

/// Where the boxes stand: their left edges, and the middles of their heights.
struct Places {
    left: Vec<f64>,
    middle: Vec<f64>,
    /// By depth.
    widths: Vec<f64>,
    size: (f64, f64),
}

fn places(reports: &[Report], boxes: &[RoleBox]) -> Places {
    let depths = reports
        .iter()
        .map(|report| report.depth + 1)
        .max()
        .unwrap_or(0);
    let mut widths = vec![0.0_f64; depths];
    for (report, one) in reports.iter().zip(boxes) {
        widths[report.depth] = widths[report.depth].max(one.size.0);
    }
    let row = boxes.iter().map(|one| one.size.1).fold(0.0, f64::max) + GAP;
    let left = |depth: usize| EDGE + widths[..depth].iter().map(|wide| wide + REACH).sum::<f64>();
    let mut middle = vec![0.0; reports.len()];
    let mut used = EDGE - GAP / 2.0;
    for (at, report) in reports.iter().enumerate() {
        if report.to.is_none() && at > 0 {
            used += TREE_GAP;
        }
        // A role is followed by those that report to it, if there are any.
        if reports.get(at + 1).is_none_or(|next| next.to != Some(at)) {
            middle[at] = used + row / 2.0;
            used += row;
        }
    }
    // Those above stand at the middle of those below, who all come later in the list.
    let mut span: Vec<Option<(f64, f64)>> = vec![None; reports.len()];
    for at in (0..reports.len()).rev() {
        if let Some((first, last)) = span[at] {
            middle[at] = f64::midpoint(first, last);
        }
        if let Some(to) = reports[at].to {
            let known = span[to].get_or_insert((middle[at], middle[at]));
            known.0 = known.0.min(middle[at]);
            known.1 = known.1.max(middle[at]);
        }
    }
    Places {
        left: reports.iter().map(|report| left(report.depth)).collect(),
        middle,
        size: (left(depths) - REACH + EDGE, used - GAP / 2.0 + EDGE),
        widths,
    }
}

fn draw(book: &Book, reports: &[Report], addresses: &MapAddresses, words: &MapWords) -> Map {
    let boxes: Vec<RoleBox> = (reports.iter())
        .map(|report| role_box(book.role(report.role), words))
        .collect();
    let places = places(reports, &boxes);
    let title = escaped(&words.title);
    let mut svg = open("chart chart-map", places.size);
    let _ = write!(
        svg,
        " role=\"group\" aria-label=\"{title}\"><title>{title}</title>\
         <g fill=\"none\" stroke=\"{}\" stroke-width=\"1.3\">",
        ink::LINE
    );
    for (at, report) in reports.iter().enumerate() {
        let Some(to) = report.to else { continue };
        let wide = places.widths[reports[to].depth];
        let (start, end) = (places.left[to] + boxes[to].size.0, places.left[at]);
        let turn = places.left[to] + wide + REACH / 2.0;
        let (from, here) = (places.middle[to], places.middle[at]);
        let mut points = vec![(start, from)];
        if (from - here).abs() > 0.01 {
            points.extend([(turn, from), (turn, here)]);
        }
        points.push((end, here));
        let _ = write!(
            svg,
            "<path class=\"edge\" data-from=\"{}\" data-to=\"{}\" d=\"{}\"/>",
            escaped(book.role(report.role).id.value.as_str()),
            escaped(book.role(reports[to].role).id.value.as_str()),
            curve(&points, 0.0)
        );
    }
    let _ = write!(
        svg,
        "</g><g stroke=\"{}\" stroke-width=\"1.2\">",
        ink::BORDER
    );
    for (at, one) in boxes.iter().enumerate() {
        let middle = (places.left[at] + one.size.0 / 2.0, places.middle[at]);
        let superior = reports[at].to.map(|to| book.role(reports[to].role));
        let role = book.role(reports[at].role);
        let address = (addresses.role)(reports[at].role);
        let says = superior.map(|superior| {
            format!(
                "{} {}{}{} {}",
                role.title.value,
                one.note.concat(),
                words.separator,
                words.reports_to,
                superior.title.value
            )
        });
        write_box(&mut svg, (role, says), one, middle, &address);
    }
    svg.push_str("</g></svg>");
    Map {
        svg,
        titles: String::new(),
    }
}

/// A role's box; `says` is what it is and to whom it reports, in words.
fn write_box(
    svg: &mut String,
    (role, says): (&Role, Option<String>),
    one: &RoleBox,
    (x, y): (f64, f64),
    address: &str,
) {
    let kind = role.kind;
    let dashes = if kind == RoleKind::External {
        " stroke-dasharray=\"4 3\""
    } else {
        ""
    };
    let title = says.map_or_else(String::new, |says| {
        format!("<title>{}</title>", escaped(&says))
    });
    let _ = write!(
        svg,
        "<a class=\"node\" data-role=\"{}\" data-kind=\"{}\" href=\"{}\">{title}\
         <path class=\"shape\" fill=\"{}\"{dashes} d=\"{}\"/>",
        escaped(role.id.value.as_str()),
        kind.word(),
        escaped(address),
        fill_of(kind),
        shape::path(shape_of(kind), (x, y), one.size)
    );
    let (high, small) = (
        one.lines.len() as f64 * LINE,
        one.note.len() as f64 * SMALL_LINE,
    );
    let plain = " stroke=\"none\"";
    svg.push_str(&text(
        "",
        &one.lines,
        (x, y - small / 2.0),
        (TEXT, LINE),
        plain,
    ));
    let note = format!(
        "{plain} font-size=\"{}\" fill=\"{}\"",
        number(SMALL),
        ink::MUTED
    );
    svg.push(' ');
    svg.push_str(&text(
        "",
        &one.note,
        (x, y + high / 2.0),
        (SMALL, SMALL_LINE),
        &note,
    ));
    svg.push_str("</a>");
}
