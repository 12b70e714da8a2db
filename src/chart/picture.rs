//! An arranged figure as SVG with the hooks that pages, tools and tests rely on.
//!
//! In: a figure, its arrangement, and the addresses of other pages. Out: `<svg class="chart">`. It must
//! not know the page around it.
//!
//! No ids, no `<style>`, no script, so that any number of pictures may stand on one page.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::chart::boxes;
use crate::chart::figure::{Figure, FigureLink};
use crate::chart::graph::{Graph, HandOver};
use crate::chart::ink;
use crate::chart::lanes::{Arrangement, Point};
use crate::chart::mark::Mark;
use crate::chart::shape::{LINE, SMALL, SMALL_LINE, TEXT, columns, times};
use crate::chart::strokes::{curve, head, rectangle, text};
use crate::chart::svg_text::{escaped, number};
use crate::chart::wrap::wrap;
use crate::model::{Index, Template};

/// Where other pages are, from the page that the chart stands on.
pub struct Addresses<'a> {
    /// Of another procedure, or of one of its steps.
    pub procedure: &'a dyn Fn(&HandOver) -> String,
    /// Of a form.
    pub form: &'a dyn Fn(Index<Template>) -> String,
    /// Of the procedure's own page; empty when the chart stands on it.
    pub page: &'a str,
}

/// An SVG and its size.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The SVG.
    pub svg: String,
    /// The titles of its lanes alone, to be kept in view while the chart scrolls under them; as wide as
    /// the chart, or as high when the lanes are rows.
    pub titles: String,
    /// Its width in CSS pixels.
    pub width: f64,
    /// Its height in CSS pixels.
    pub height: f64,
}

/// The room of the titles of phases, or of lanes that are rows.
const SIDE: f64 = 84.0;
/// How many half-width characters a line of these titles holds.
const SIDE_COLUMNS: usize = 12;
/// Above and below the lines of a title.
const TITLE_PADDING: f64 = 7.0;

/// Draws a figure. `note` is added to the title, for one sheet of several.
pub(super) fn draw(
    graph: &Graph,
    figure: &Figure,
    drawn: &Arrangement,
    addresses: &Addresses,
    note: &str,
) -> Picture {
    painted(Painter::new(graph, figure, drawn, addresses), note)
}

/// Draws a figure some of whose steps are marked, by number.
pub(super) fn draw_marked<'a>(
    graph: &'a Graph<'a>,
    figure: &'a Figure<'a>,
    drawn: &'a Arrangement,
    addresses: &'a Addresses<'a>,
    marks: &'a BTreeMap<u32, Mark>,
) -> Picture {
    let mut painter = Painter::new(graph, figure, drawn, addresses);
    painter.marks = Some(marks);
    painted(painter, "")
}

fn painted(mut painter: Painter<'_>, note: &str) -> Picture {
    painter.open(note);
    painter.bands();
    painter.titles_of_phases();
    let lanes = painter.lanes();
    painter.out.push_str(&lanes);
    painter.lines();
    painter.labels();
    painter.bars();
    boxes::write(&mut painter);
    painter.out.push_str("</svg>");
    let titles = painter.header(&lanes);
    Picture {
        svg: painter.out,
        titles,
        width: painter.width,
        height: painter.height,
    }
}

/// How large the picture of a figure is.
pub(super) fn size(graph: &Graph, figure: &Figure, drawn: &Arrangement) -> (f64, f64) {
    let nowhere = Addresses {
        procedure: &|_| String::new(),
        form: &|_| String::new(),
        page: "",
    };
    let painter = Painter::new(graph, figure, drawn, &nowhere);
    (painter.width, painter.height)
}

/// What is being written, and where its parts stand.
pub(super) struct Painter<'a> {
    pub(super) graph: &'a Graph<'a>,
    pub(super) figure: &'a Figure<'a>,
    pub(super) drawn: &'a Arrangement,
    pub(super) addresses: &'a Addresses<'a>,
    /// What became of its steps, by number; `None` on a procedure's own page.
    pub(super) marks: Option<&'a BTreeMap<u32, Mark>>,
    pub(super) out: String,
    /// Where the lanes begin.
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

impl<'a> Painter<'a> {
    fn new(
        graph: &'a Graph<'a>,
        figure: &'a Figure<'a>,
        drawn: &'a Arrangement,
        addresses: &'a Addresses<'a>,
    ) -> Self {
        let has_phases = figure.phases.iter().any(Option::is_some);
        let mut painter = Self {
            graph,
            figure,
            drawn,
            addresses,
            marks: None,
            out: String::new(),
            left: 0.5,
            top: 0.5,
            width: 0.0,
            height: 0.0,
        };
        let height = |texts: Vec<usize>| times(texts.into_iter().max().unwrap_or(0)) * LINE;
        let lanes = (0..figure.lanes.len()).map(|lane| painter.lane_words(lane).len());
        let lanes_height = height(lanes.collect()) + 2.0 * TITLE_PADDING;
        let phases = (0..figure.phases.len()).map(|phase| painter.phase_words(phase).len());
        let phases_height = height(phases.collect()) + 2.0 * TITLE_PADDING;
        if figure.turned {
            painter.left += SIDE;
            painter.top += if has_phases { phases_height } else { 0.0 };
        } else {
            painter.top += lanes_height;
            painter.left += if has_phases { SIDE } else { 0.0 };
        }
        let end = painter.spot(drawn.size);
        (painter.width, painter.height) = (end.0 + 0.5, end.1 + 0.5);
        painter
    }

    /// A place of the arrangement as x and y.
    pub(super) fn spot(&self, point: Point) -> (f64, f64) {
        if self.figure.turned {
            (self.left + point.along, self.top + point.across)
        } else {
            (self.left + point.across, self.top + point.along)
        }
    }

    /// The rectangle between two places: x, y, width, height.
    fn rect(&self, from: Point, to: Point) -> (f64, f64, f64, f64) {
        let (a, b) = (self.spot(from), self.spot(to));
        (a.0, a.1, b.0 - a.0, b.1 - a.1)
    }

    fn lane_words(&self, lane: usize) -> Vec<String> {
        let title = self.graph.lanes[self.figure.lanes[lane]].title;
        let (from, to) = self.drawn.lanes[lane];
        wrap(title, title_columns(!self.figure.turned, to - from))
    }

    fn phase_words(&self, phase: usize) -> Vec<String> {
        let title = self.figure.phases[phase].map_or("", |at| self.graph.phases[at]);
        let (from, to) = self.drawn.phases[phase];
        wrap(title, title_columns(self.figure.turned, to - from))
    }

    fn open(&mut self, note: &str) {
        let (width, height) = (number(self.width), number(self.height));
        let (title, description) = words(self.graph, self.figure, note);
        let _ = write!(
            self.out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{3}\" data-chart=\"{4}\" role=\"group\" \
             aria-label=\"{0}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" font-size=\"{TEXT}\" text-anchor=\"middle\" fill=\"{1}\">\
             <title>{0}</title><desc>{2}</desc>",
            escaped(&title),
            ink::TEXT,
            escaped(&description),
            if note.is_empty() {
                "chart"
            } else {
                "chart-sheet"
            },
            if self.marks.is_some() {
                "marked"
            } else {
                "steps"
            },
        );
    }

    /// The grounds of the phases.
    fn bands(&mut self) {
        let size = self.drawn.size;
        for (phase, (from, to)) in self.drawn.phases.iter().enumerate() {
            if phase % 2 == 1 {
                let rect = self.rect(
                    Point {
                        across: 0.0,
                        along: *from,
                    },
                    Point {
                        across: size.across,
                        along: *to,
                    },
                );
                self.out
                    .push_str(&rectangle("phase-band", rect, ink::BAND, "none"));
            }
        }
    }

    fn titles_of_phases(&mut self) {
        if self.figure.phases.iter().all(Option::is_none) {
            return;
        }
        for (phase, (from, to)) in self.drawn.phases.iter().enumerate() {
            let (a, b) = if self.figure.turned {
                (self.left + from, self.left + to)
            } else {
                (self.top + from, self.top + to)
            };
            let rect = if self.figure.turned {
                (a, 0.5, b - a, self.top - 0.5)
            } else {
                (0.5, a, SIDE, b - a)
            };
            let _ = write!(self.out, "<g class=\"phase\">");
            self.out
                .push_str(&rectangle("", rect, ink::LANE, ink::GRID));
            let words = self.phase_words(phase);
            let (middle, line) = ((rect.0 + rect.2 / 2.0, rect.1 + rect.3 / 2.0), TEXT);
            self.out
                .push_str(&text("phase-title", &words, middle, (line, LINE), ""));
            self.out.push_str("</g>");
        }
    }

    /// The frames and titles of the lanes.
    fn lanes(&self) -> String {
        let mut out = String::new();
        let size = self.drawn.size;
        for (lane, (from, to)) in self.drawn.lanes.iter().enumerate() {
            let body = self.rect(
                Point {
                    across: *from,
                    along: 0.0,
                },
                Point {
                    across: *to,
                    along: size.along,
                },
            );
            let head = if self.figure.turned {
                (0.5, body.1, SIDE, body.3)
            } else {
                (body.0, 0.5, body.2, self.top - 0.5)
            };
            let _ = write!(out, "<g class=\"lane\" data-lane=\"{}\">", lane + 1);
            out.push_str(&rectangle("lane-body", body, "none", ink::GRID));
            out.push_str(&rectangle("lane-head", head, ink::LANE, ink::GRID));
            let words = self.lane_words(lane);
            let middle = (head.0 + head.2 / 2.0, head.1 + head.3 / 2.0);
            let bold = " font-weight=\"bold\"";
            out.push_str(&text("lane-title", &words, middle, (TEXT, LINE), bold));
            out.push_str("</g>");
        }
        out
    }

    /// The titles of the lanes as a picture of their own, which hides nothing from a screen reader that
    /// the chart does not say.
    fn header(&self, lanes: &str) -> String {
        let (width, height) = if self.figure.turned {
            (self.left + 0.5, self.height)
        } else {
            (self.width, self.top + 0.5)
        };
        let (width, height) = (number(width), number(height));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"lane-titles\" aria-hidden=\"true\" \
             viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
             font-size=\"{TEXT}\" text-anchor=\"middle\" fill=\"{}\">{lanes}</svg>",
            ink::TEXT
        )
    }

    fn lines(&mut self) {
        let mut heads = String::new();
        let _ = write!(
            self.out,
            "<g fill=\"none\" stroke=\"{}\" stroke-width=\"1.3\">",
            ink::LINE
        );
        for (link, line) in self.figure.links.iter().zip(&self.drawn.lines) {
            let points: Vec<(f64, f64)> = line.iter().map(|point| self.spot(*point)).collect();
            let ends = ends(link);
            let _ = write!(
                self.out,
                "<path class=\"edge\"{ends} d=\"{}\"/>",
                curve(&points, 5.0)
            );
            let _ = write!(
                heads,
                "<path class=\"edge-head\"{ends} d=\"{}\"/>",
                head(&points)
            );
        }
        let _ = write!(self.out, "</g><g fill=\"{}\">{heads}</g>", ink::LINE);
    }

    fn labels(&mut self) {
        let _ = write!(
            self.out,
            "<g font-size=\"{}\" stroke=\"{}\" stroke-width=\"3\" stroke-linejoin=\"round\" \
             paint-order=\"stroke\">",
            number(SMALL + 1.0),
            ink::BACKGROUND
        );
        for (link, label) in self.figure.links.iter().zip(&self.drawn.labels) {
            let Some(label) = label else { continue };
            let (x, y, wide, high) = self.rect(label.from, label.to);
            let ends = ends(link);
            let line = (SMALL + 1.0, SMALL_LINE + 1.0);
            let middle = (x + wide / 2.0, y + high / 2.0);
            self.out
                .push_str(&text("edge-label", &link.label, middle, line, &ends));
        }
        self.out.push_str("</g>");
    }

    fn bars(&mut self) {
        for bar in &self.drawn.bars {
            let rect = bar.rect(1.7);
            let rect = self.rect(rect.from, rect.to);
            self.out
                .push_str(&rectangle("bar", rect, ink::LINE, "none"));
        }
    }
}

/// How many half-width characters a title's line holds, that runs along a lane or phase or beside it.
fn title_columns(along: bool, length: f64) -> usize {
    if along {
        columns(length - 8.0, TEXT).max(4)
    } else {
        SIDE_COLUMNS
    }
}

/// The title and the description of a chart.
fn words(graph: &Graph, figure: &Figure, note: &str) -> (String, String) {
    let (code, title) = (graph.code, graph.title);
    let steps = graph.nodes.len();
    let lanes: Vec<&str> = (figure.lanes.iter())
        .map(|lane| graph.lanes[*lane].title)
        .collect();
    if graph.language.starts_with("zh") {
        (
            format!("流程图：{code} {title}{note}"),
            format!("{steps} 个步骤；泳道：{}", lanes.join("、")),
        )
    } else {
        (
            format!("Flowchart: {code} {title}{note}"),
            format!("{steps} steps; lanes: {}", lanes.join(", ")),
        )
    }
}

fn ends(link: &FigureLink) -> String {
    let (from, to) = (escaped(&link.from), escaped(&link.to));
    format!(" data-from=\"{from}\" data-to=\"{to}\"")
}
