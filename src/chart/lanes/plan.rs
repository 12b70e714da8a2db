//! What is to be arranged, and where it then stands.
//!
//! Lengths are in units of the drawing, one of which is a CSS pixel. `across` and `along` are the two
//! directions of the plane, see `lanes`.

/// Boxes, and the links between them.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// How many lanes there are.
    pub lanes: usize,
    /// How many phases there are, at least one.
    pub phases: usize,
    /// The boxes. A link names them by their place here.
    pub boxes: Vec<PlanBox>,
    /// The links.
    pub links: Vec<PlanLink>,
}

/// A box. Its shape is centred in its cell; what hangs on it, such as tags, makes it larger on a side.
#[derive(Debug, Clone, Copy)]
pub struct PlanBox {
    /// Its lane, counted from 0.
    pub lane: usize,
    /// Its phase, counted from 0.
    pub phase: usize,
    /// Where it stands in the reading order; lower is earlier.
    pub rank: u32,
    /// The form of its outline, on which lines end.
    pub outline: Outline,
    /// Half the size of its shape, across.
    pub half_across: f64,
    /// Half the size of its shape, along.
    pub half_along: f64,
    /// How far it and what hangs on it reach from the shape's centre, across.
    pub across: Extent,
    /// The same, along.
    pub along: Extent,
    /// What hangs in the way of lines at the shape's higher sides, across and along: they end that much
    /// farther out.
    pub hanging: (f64, f64),
    /// Half the width of what hangs there: lines beside it end on the shape.
    pub half_hanging: f64,
    /// Whether it waits for several parallel branches: they enter through a bar before it.
    pub join: bool,
    /// Whether a mark stands before it, where the work begins.
    pub entry: bool,
}

/// How far something reaches to both sides of a centre.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Extent {
    /// Towards lower coordinates.
    pub before: f64,
    /// Towards higher coordinates.
    pub after: f64,
}

impl Extent {
    /// The whole length.
    #[must_use]
    pub fn length(self) -> f64 {
        self.before + self.after
    }

    /// Makes it reach at least as far as the other.
    pub fn widen(&mut self, other: Self) {
        self.before = self.before.max(other.before);
        self.after = self.after.max(other.after);
    }
}

/// The form of an outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outline {
    /// Lines end on a straight side.
    Straight,
    /// A diamond, whose sides slope away from its four corners.
    Diamond,
}

/// A link from one box to another.
#[derive(Debug, Clone, Copy)]
pub struct PlanLink {
    /// The box it leaves.
    pub from: usize,
    /// The box it leads to.
    pub to: usize,
    /// Links that leave a box by the same exit share a trunk and a label.
    pub exit: usize,
    /// The size of the label at the exit, across and along.
    pub label: Option<(f64, f64)>,
    /// Whether the exit opens parallel branches: they leave through a bar.
    pub fork: bool,
}

/// A place: across, along.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Point {
    /// Over the lanes.
    pub across: f64,
    /// With the flow.
    pub along: f64,
}

/// A rectangle from its lower to its higher corner.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Rect {
    /// The corner with the lower coordinates.
    pub from: Point,
    /// The corner with the higher coordinates.
    pub to: Point,
}

/// A thick bar over a line, where parallel branches part or meet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// Its middle.
    pub at: Point,
    /// Half its length.
    pub half: f64,
    /// Whether it lies across; else along.
    pub lies_across: bool,
    /// The box that it belongs to.
    pub of: usize,
}

impl Bar {
    /// The rectangle of the bar, half as thick as asked on both sides.
    #[must_use]
    pub fn rect(&self, thick: f64) -> Rect {
        let (across, along) = if self.lies_across {
            (self.half, thick)
        } else {
            (thick, self.half)
        };
        Rect {
            from: Point {
                across: self.at.across - across,
                along: self.at.along - along,
            },
            to: Point {
                across: self.at.across + across,
                along: self.at.along + along,
            },
        }
    }
}

/// Where everything stands.
#[derive(Debug, Clone, Default)]
pub struct Arrangement {
    /// The size of the whole, without titles of lanes and phases.
    pub size: Point,
    /// Where each lane begins and ends, across.
    pub lanes: Vec<(f64, f64)>,
    /// Where each phase begins and ends, along; equal when it holds no box.
    pub phases: Vec<(f64, f64)>,
    /// The centre of each box's shape.
    pub centres: Vec<Point>,
    /// The corners of each link's line, from box to box.
    pub lines: Vec<Vec<Point>>,
    /// Where the label of each link's exit stands; only the first link of an exit has it.
    pub labels: Vec<Option<Rect>>,
    /// The bars.
    pub bars: Vec<Bar>,
}
