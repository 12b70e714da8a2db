//! The landscape of a handbook or of one of its parts: its procedures, and what they hand to each other.
//!
//! In: a linked book and its handings. Out: boxes, links and where they stand. It must not know how they
//! are written as SVG.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::chart::lanes::{Arrangement, Extent, Outline, Plan, PlanBox, PlanLink, arrange};
use crate::chart::maps::columns::{Spread, spreads};
use crate::chart::maps::cost::cost;
use crate::chart::maps::handing::{Handing, Way};
use crate::chart::shape::{self, LINE, Shape, TEXT};
use crate::chart::wrap::wrap;
use crate::model::{Book, Index, Part, Procedure};

/// Of what a landscape is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The whole handbook; lanes are its parts.
    Whole,
    /// A part, and the procedures of others that its own give to or take from.
    Part(Index<Part>),
}

/// A landscape, ready to be drawn.
pub struct Landscape<'a> {
    /// Its boxes and links as they were arranged.
    pub plan: Plan,
    /// Where they stand.
    pub drawn: Arrangement,
    /// Of what it is.
    pub(super) scope: Scope,
    /// As in the plan.
    pub(super) boxes: Vec<MapBox>,
    /// As in the plan.
    pub(super) links: Vec<&'a Handing>,
    /// The lanes that are drawn, each one or more of the plan's.
    pub(super) groups: Vec<Group>,
}

/// A procedure on a map.
pub(super) struct MapBox {
    pub(super) procedure: Index<Procedure>,
    /// Its code and its title.
    pub(super) lines: Vec<String>,
    /// Its width and height.
    pub(super) size: (f64, f64),
    /// Whether it belongs to another part than the map.
    pub(super) is_foreign: bool,
}

/// Procedures that stand in one lane.
pub(super) struct Group {
    pub(super) of: GroupOf,
    /// The first lane of the plan, and the one after the last.
    pub(super) lanes: (usize, usize),
}

/// What the procedures of a lane have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GroupOf {
    Part(Index<Part>),
    /// They belong to no part.
    NoPart,
    /// They belong to others than the map's.
    Others,
}

/// More procedures than this no person reads on one map.
const MOST_BOXES: usize = 300;
/// How much wider the code may be than its width says, because it is bold.
const BOLD: f64 = 0.12;
/// How many half-width characters a line of a box holds.
const BOX_COLUMNS: usize = 16;
/// How many ways to spread a group over each number of columns are laid out, to choose from.
const TRIED: usize = 3;
/// The columns of a part on its own map.
const MOST_COLUMNS: usize = 5;
/// From here on, the parts on the map of the whole handbook are narrower, so that it fits a sheet.
const MANY_BOXES: usize = 50;
/// From here on, the procedures of other parts stand in two columns.
const MANY_OTHERS: usize = 6;

/// Lays out a landscape of what is handed on. There is none of what has no procedures or too many, nor of a part whose
/// procedures hand nothing on.
#[must_use]
pub fn landscape<'a>(book: &Book, handings: &[&'a Handing], scope: Scope) -> Option<Landscape<'a>> {
    let members = members(book, handings, scope);
    let count: usize = members.iter().map(|(_, procedures)| procedures.len()).sum();
    let shown: Vec<usize> = members
        .iter()
        .flat_map(|(_, all)| all.iter().copied())
        .collect();
    if count == 0 || count > MOST_BOXES {
        return None;
    }
    let own = |procedure: usize| match scope {
        Scope::Whole => true,
        Scope::Part(part) => is_of(book, part, procedure),
    };
    let box_of: BTreeMap<usize, usize> = (shown.iter().enumerate())
        .map(|(at, procedure)| (*procedure, at))
        .collect();
    let box_of = |procedure: Index<Procedure>| box_of.get(&procedure.at).copied();
    let links: Vec<(usize, usize, &Handing)> = (handings.iter())
        .filter(|handing| own(handing.from.at) || own(handing.to.at))
        .filter_map(|handing| Some((box_of(handing.from)?, box_of(handing.to)?, *handing)))
        .collect();
    if links.is_empty() && scope != Scope::Whole {
        return None;
    }
    let links = needed(count, links);
    let boxes = boxes(book, &shown, &own);
    let makers = Makers {
        scope,
        boxes: &boxes,
        links: &links,
    };
    let (plan, groups) = makers.plan(&members);
    let drawn = arrange(&plan);
    Some(Landscape {
        plan,
        drawn,
        scope,
        links: links.into_iter().map(|(_, _, handing)| handing).collect(),
        boxes,
        groups,
    })
}

fn part_of(book: &Book, procedure: usize) -> Option<Index<Part>> {
    let part = book.procedures[procedure].part.as_ref();
    part.and_then(|part| part.value.found())
}

fn is_of(book: &Book, part: Index<Part>, procedure: usize) -> bool {
    part_of(book, procedure) == Some(part)
}

/// The procedures of each lane.
fn members(book: &Book, handings: &[&Handing], scope: Scope) -> Vec<(GroupOf, Vec<usize>)> {
    let places = |part: usize| -> Vec<usize> {
        let procedures = &book.uses.procedures_of_part[part];
        procedures.iter().map(|procedure| procedure.at).collect()
    };
    let mut members: Vec<(GroupOf, Vec<usize>)> = match scope {
        Scope::Whole => {
            let parts = 0..book.config.parts.len();
            let all = parts.map(|part| (GroupOf::Part(Index::new(part)), places(part)));
            let loose = (0..book.procedures.len()).filter(|at| part_of(book, *at).is_none());
            all.chain([(GroupOf::NoPart, loose.collect())]).collect()
        }
        Scope::Part(part) => {
            let mut others = BTreeSet::new();
            for handing in handings {
                for (one, other) in [(handing.from, handing.to), (handing.to, handing.from)] {
                    if is_of(book, part, one.at) && !is_of(book, part, other.at) {
                        others.insert(other.at);
                    }
                }
            }
            let own = (GroupOf::Part(part), places(part.at));
            vec![own, (GroupOf::Others, others.into_iter().collect())]
        }
    };
    members.retain(|(_, procedures)| !procedures.is_empty());
    members
}

/// The links without those that stand for forms alone and go where other links lead already: of such
/// there are so many that nobody could follow them.
fn needed(count: usize, links: Vec<(usize, usize, &Handing)>) -> Vec<(usize, usize, &Handing)> {
    let (mut forms, strong): (Vec<_>, Vec<_>) = links
        .into_iter()
        .partition(|(_, _, handing)| handing.way() == Way::Form);
    let mut next = vec![Vec::new(); count];
    for (from, to, _) in &strong {
        next[*from].push(*to);
    }
    let mut kept = strong;
    forms.sort_by_key(|(_, _, handing)| Reverse(handing.forms.len()));
    for link in forms {
        if !leads(&next, link.0, link.1) {
            next[link.0].push(link.1);
            kept.push(link);
        }
    }
    kept.sort_by_key(|(from, to, _)| (*from, *to));
    kept
}

fn leads(next: &[Vec<usize>], from: usize, to: usize) -> bool {
    let mut seen = vec![false; next.len()];
    let mut stack = vec![from];
    while let Some(at) = stack.pop() {
        for step in &next[at] {
            if *step == to {
                return true;
            }
            if !std::mem::replace(&mut seen[*step], true) {
                stack.push(*step);
            }
        }
    }
    false
}

/// A box for each procedure, all of one width.
fn boxes(book: &Book, shown: &[usize], own: &dyn Fn(usize) -> bool) -> Vec<MapBox> {
    let mut boxes: Vec<MapBox> = (shown.iter())
        .map(|at| {
            let procedure = &book.procedures[*at];
            let code = procedure.code.value.as_str();
            let mut lines = wrap(code, BOX_COLUMNS);
            lines.extend(wrap(&procedure.title.value, BOX_COLUMNS));
            let size = shape::size(Shape::Box, &lines, TEXT, LINE);
            MapBox {
                procedure: Index::new(*at),
                size: (size.0 + BOLD * shape::width(&lines[0], TEXT), size.1),
                lines,
                is_foreign: !own(*at),
            }
        })
        .collect();
    let widest = boxes.iter().map(|one| one.size.0).fold(96.0, f64::max);
    for one in &mut boxes {
        one.size.0 = widest;
    }
    boxes
}

/// What plans are made from.
struct Makers<'a> {
    scope: Scope,
    boxes: &'a [MapBox],
    links: &'a [(usize, usize, &'a Handing)],
}

impl Makers<'_> {
    /// The plan of all groups, each spread over as many columns as suit it.
    fn plan(&self, members: &[(GroupOf, Vec<usize>)]) -> (Plan, Vec<Group>) {
        let mut lane_of = vec![0; self.boxes.len()];
        let mut groups = Vec::new();
        let (mut first_box, mut first_lane) = (0, 0);
        for (of, procedures) in members {
            let places: Vec<usize> = (first_box..first_box + procedures.len()).collect();
            let spread = self.spread(*of, &places);
            for (place, column) in places.iter().zip(&spread.column_of) {
                lane_of[*place] = first_lane + column;
            }
            let lanes = (first_lane, first_lane + spread.columns);
            groups.push(Group { of: *of, lanes });
            (first_box, first_lane) = (first_box + procedures.len(), lanes.1);
        }
        let all: Vec<usize> = (0..self.boxes.len()).collect();
        (self.plan_of(&all, &lane_of, first_lane), groups)
    }

    /// The best way to spread a group's boxes, by itself.
    fn spread(&self, of: GroupOf, places: &[usize]) -> Spread {
        let links: Vec<(usize, usize)> = (self.links.iter())
            .filter_map(|(from, to, _)| {
                Some((
                    places.binary_search(from).ok()?,
                    places.binary_search(to).ok()?,
                ))
            })
            .collect();
        let most = match (self.scope, of) {
            (_, GroupOf::Others) => 1 + usize::from(places.len() > MANY_OTHERS),
            (Scope::Whole, _) if links.is_empty() => 1,
            (Scope::Whole, _) if self.boxes.len() > MANY_BOXES => 2,
            (Scope::Whole, _) => 3,
            (Scope::Part(_), _) => MOST_COLUMNS,
        };
        let cost = |spread: &Spread| {
            let plan = self.plan_of(places, &spread.column_of, spread.columns);
            cost(&plan, &arrange(&plan))
        };
        let mut best: Option<(f64, Spread)> = None;
        for spread in spreads(places.len(), &links, most, TRIED) {
            let cost = cost(&spread);
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, spread));
            }
        }
        best.map_or(
            Spread {
                columns: 1,
                column_of: Vec::new(),
            },
            |(_, spread)| spread,
        )
    }

    /// The plan of some boxes, which are in order, in lanes given for each of them.
    fn plan_of(&self, places: &[usize], lane_of: &[usize], lanes: usize) -> Plan {
        let within = |at: usize| places.binary_search(&at).ok();
        let links: Vec<(usize, usize, Way)> = (self.links.iter())
            .filter_map(|(from, to, handing)| Some((within(*from)?, within(*to)?, handing.way())))
            .collect();
        let mut linked = vec![false; places.len()];
        for (from, to, _) in &links {
            (linked[*from], linked[*to]) = (true, true);
        }
        // On a part's map, what stands alone comes below the rest; on a map of many lanes it would be
        // far from the title of a lane that holds nothing else.
        let apart = self.scope != Scope::Whole && linked.contains(&true);
        let boxes = (places.iter().zip(lane_of).enumerate())
            .map(|(at, (place, lane))| self.plan_box(*place, *lane, at, (linked[at], apart)));
        let ways = |from: usize| -> Vec<Way> {
            let of_box = |way: &Way| links.iter().any(|link| link.0 == from && link.2 == *way);
            Way::ALL.into_iter().filter(of_box).collect()
        };
        let exit = |from: usize, way: Way| ways(from).iter().position(|one| *one == way);
        Plan {
            lanes,
            phases: if apart { 2 } else { 1 },
            boxes: boxes.collect(),
            links: (links.iter())
                .map(|(from, to, way)| PlanLink {
                    from: *from,
                    to: *to,
                    exit: exit(*from, *way).unwrap_or(0),
                    label: None,
                    fork: false,
                })
                .collect(),
        }
    }

    fn plan_box(
        &self,
        place: usize,
        lane: usize,
        at: usize,
        (linked, apart): (bool, bool),
    ) -> PlanBox {
        let (w, h) = (
            self.boxes[place].size.0 / 2.0,
            self.boxes[place].size.1 / 2.0,
        );
        let delay = if linked { 0 } else { MOST_BOXES };
        PlanBox {
            lane,
            phase: usize::from(apart && !linked),
            rank: u32::try_from(at + delay).unwrap_or(u32::MAX),
            outline: Outline::Straight,
            half_across: w,
            half_along: h,
            across: Extent {
                before: w,
                after: w,
            },
            along: Extent {
                before: h,
                after: h,
            },
            hanging: (0.0, 0.0),
            half_hanging: 0.0,
            join: false,
            entry: false,
        }
    }
}
