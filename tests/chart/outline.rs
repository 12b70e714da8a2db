//! Shapes and lines of text of a picture, measured as charts measure them.

use procbook::chart::text_width;

use crate::svg::Element;

/// A line of text.
pub(crate) struct Line {
    /// The words.
    pub(crate) words: String,
    /// The node that it stands in, a place in the list of elements.
    pub(crate) node: Option<usize>,
    /// Whether it is turned; then its place is not known here.
    pub(crate) is_rotated: bool,
    left: f64,
    right: f64,
    baseline: f64,
    size: f64,
}

/// Every line of text of a picture; a label of several lines is a `<tspan>` for each but the first.
pub(crate) fn lines_of(svg: &[Element]) -> Vec<Line> {
    let texts = svg.iter().enumerate().filter(|(_, e)| e.name == "text");
    let mut lines = Vec::new();
    for (at, text) in texts {
        let spans: Vec<usize> = (at + 1..svg.len())
            .take_while(|span| svg[*span].name == "tspan")
            .collect();
        let placed = |span: &&usize| svg[**span].get("x").is_some();
        let later: Vec<usize> = spans.iter().filter(placed).copied().collect();
        let rest: String = later.iter().map(|span| svg[*span].text.as_str()).collect();
        let first = text.text.strip_suffix(&rest).unwrap_or(&text.text);
        lines.push(line(svg, at, first));
        lines.extend(later.iter().map(|span| line(svg, *span, &svg[*span].text)));
    }
    lines.retain(|line| !line.words.is_empty());
    lines
}

fn line(svg: &[Element], at: usize, words: &str) -> Line {
    let around = || std::iter::successors(Some(at), |at| svg[*at].parent);
    let inherited = |name: &str| around().find_map(|at| svg[at].get(name));
    let size = number(inherited("font-size").unwrap_or("16"));
    let bold_spans = svg.iter().filter(|e| e.parent == Some(at));
    let bold = (around().map(|at| &svg[at]).chain(bold_spans))
        .any(|e| e.get("font-weight") == Some("bold"));
    let width = text_width(words.trim(), size, bold);
    let x = number(svg[at].get("x").expect("a place"));
    let left = match inherited("text-anchor") {
        Some("middle") => x - width / 2.0,
        Some("end") => x - width,
        _ => x,
    };
    let is_rotated = around().any(|at| svg[at].get("transform").is_some());
    Line {
        words: words.trim().to_owned(),
        node: around().find(|at| svg[*at].class().starts_with("node")),
        is_rotated,
        left,
        right: left + width,
        baseline: number(svg[at].get("y").expect("a place")),
        size,
    }
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or_else(|_| panic!("{text}: no number"))
}

/// A closed outline as a polygon.
pub(crate) struct Outline(Vec<(f64, f64)>);

impl Outline {
    /// The picture's edge.
    pub(crate) fn of_picture(svg: &Element) -> Self {
        let view: Vec<f64> = (svg.get("viewBox").expect("a view box").split(' '))
            .map(number)
            .collect();
        rectangle(view[0], view[1], view[2], view[3])
    }

    /// The shapes of a node.
    pub(crate) fn of_node(svg: &[Element], node: usize) -> Vec<Self> {
        let inside = |at: usize| {
            std::iter::successors(Some(at), |at| svg[*at].parent).any(|around| around == node)
        };
        let elements = (svg.iter().enumerate()).filter(|(at, _)| inside(*at));
        let shape = |(_, element): (usize, &Element)| match element.name.as_str() {
            "rect" => {
                let value = |name| number(element.get(name).unwrap_or("0"));
                let (w, h) = (value("width"), value("height"));
                Some(rectangle(value("x"), value("y"), w, h))
            }
            "path" => Some(Self(polygon(element.get("d").expect("a path")))),
            _ => None,
        };
        elements.filter_map(shape).collect()
    }

    /// Whether the line's middle stands in it.
    pub(crate) fn has_middle_of(&self, line: &Line) -> bool {
        let middle = f64::midpoint(line.left, line.right);
        self.contains(middle, line.baseline - 0.35 * line.size)
    }

    /// Whether the line stands in it with all its letters: Chinese reaches from 0.8 em above the
    /// baseline to 0.1 em below it. Half a unit is less than the eye sees.
    pub(crate) fn holds(&self, line: &Line) -> bool {
        let (left, right) = (line.left + 0.5, line.right - 0.5);
        let rows = [
            line.baseline - 0.8 * line.size + 0.5,
            line.baseline + 0.1 * line.size - 0.5,
        ];
        (rows.iter()).all(|y| self.contains(left, *y) && self.contains(right, *y))
    }

    /// By counting the sides to the right of the point.
    fn contains(&self, x: f64, y: f64) -> bool {
        let mut sides = self.0.iter().zip(self.0.iter().cycle().skip(1));
        let crossings = sides.by_ref().filter(|(a, b)| {
            (a.1 > y) != (b.1 > y) && x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0
        });
        crossings.count() % 2 == 1
    }
}

fn rectangle(x: f64, y: f64, w: f64, h: f64) -> Outline {
    Outline(vec![(x, y), (x + w, y), (x + w, y + h), (x, y + h)])
}

/// The corners of a path of the commands that charts write, its curves as eight sides each.
fn polygon(path: &str) -> Vec<(f64, f64)> {
    let mut corners: Vec<(f64, f64)> = Vec::new();
    let starts: Vec<usize> = (path.char_indices())
        .filter(|(_, c)| c.is_ascii_alphabetic() && *c != 'e')
        .map(|(at, _)| at)
        .chain([path.len()])
        .collect();
    for ends in starts.windows(2) {
        let (command, values) = path[ends[0]..ends[1]].split_at(1);
        let values: Vec<f64> = (values.split([',', ' ']))
            .filter(|value| !value.is_empty())
            .map(number)
            .collect();
        let points: Vec<(f64, f64)> = values.chunks_exact(2).map(|p| (p[0], p[1])).collect();
        match command {
            "M" | "L" => corners.extend(points),
            "C" => {
                for curve in points.chunks_exact(3) {
                    let from = *corners.last().expect("a beginning");
                    corners.extend((1..=8).map(|n| cubic(from, curve, f64::from(n) / 8.0)));
                }
            }
            "Q" => {
                for curve in points.chunks_exact(2) {
                    let from = *corners.last().expect("a beginning");
                    let toward = |end: (f64, f64)| {
                        let (x, y) = curve[0];
                        (
                            end.0 + (x - end.0) * 2.0 / 3.0,
                            end.1 + (y - end.1) * 2.0 / 3.0,
                        )
                    };
                    let as_cubic = [toward(from), toward(curve[1]), curve[1]];
                    corners.extend((1..=8).map(|n| cubic(from, &as_cubic, f64::from(n) / 8.0)));
                }
            }
            "Z" => {}
            _ => panic!("{command} in {path}"),
        }
    }
    corners
}

fn cubic(from: (f64, f64), curve: &[(f64, f64)], t: f64) -> (f64, f64) {
    let mix = |a: f64, b: f64, c: f64, d: f64| {
        let s = 1.0 - t;
        s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
    };
    (
        mix(from.0, curve[0].0, curve[1].0, curve[2].0),
        mix(from.1, curve[0].1, curve[1].1, curve[2].1),
    )
}
