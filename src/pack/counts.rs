//! How many pages each item of a printed pack has.
//!
//! In: the bytes of a PDF, as Chromium, Chrome and Edge write them: a plain table of objects, and a named place
//! for everything that the table of contents links to. Out: `Counts`. It must not know why it was printed.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

/// The pages of a print of one copy of each item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// The pages before the first item: the cover and the contents.
    pub front: usize,
    /// By code.
    pub pages: BTreeMap<String, usize>,
    /// All pages.
    pub total: usize,
}

impl Counts {
    /// As static/pack.js reads them.
    pub(super) fn json(&self) -> String {
        serde_json::json!({ "front": self.front, "pages": self.pages }).to_string()
    }

    /// How many pages there are when each item is printed so often.
    #[must_use]
    pub fn total_of<'c>(&self, copies: impl IntoIterator<Item = (&'c str, u32)>) -> usize {
        let pages = copies.into_iter().map(|(code, copies)| {
            self.pages.get(code).copied().unwrap_or(0) * usize::try_from(copies).unwrap_or(0)
        });
        self.front + pages.sum::<usize>()
    }
}

/// What the ids of first sheets begin with; `render` gives them.
const SHEET: &str = "page.sheet.";

/// Deeper trees of pages no browser writes.
const DEEPEST: usize = 32;

/// Counts the pages of each item, when the PDF can be read.
#[must_use]
pub fn count(pdf: &[u8]) -> Option<Counts> {
    let objects = Objects::of(pdf)?;
    let catalogue = objects.get(objects.root()?)?;
    let mut pages = Vec::new();
    objects.add_pages(reference(catalogue, "/Pages")?, 0, &mut pages)?;
    let places = objects.get(reference(catalogue, "/Dests")?)?;
    let mut starts: Vec<(usize, String)> = Vec::new();
    for (name, page) in named(places) {
        if let Some(code) = name.strip_prefix(SHEET) {
            let at = pages.iter().position(|number| *number == page)?;
            starts.push((at, code.to_owned()));
        }
    }
    starts.sort();
    let ends = starts
        .iter()
        .skip(1)
        .map(|(at, _)| *at)
        .chain([pages.len()]);
    let counted = (starts.iter().zip(ends)).map(|((start, code), end)| (code.clone(), end - start));
    Some(Counts {
        front: starts.first()?.0,
        pages: counted.collect(),
        total: pages.len(),
    })
}

/// A PDF's objects by number, as text; what is compressed in them is not looked at.
struct Objects<'p> {
    pdf: &'p [u8],
    places: BTreeMap<usize, usize>,
    trailer: String,
}

impl<'p> Objects<'p> {
    fn of(pdf: &'p [u8]) -> Option<Self> {
        let tail = text(&pdf[pdf.len().saturating_sub(1024)..]);
        let (_, start) = tail.rsplit_once("startxref")?;
        let start: usize = start.split_whitespace().next()?.parse().ok()?;
        let table = text(pdf.get(start..)?);
        let (table, trailer) = table.strip_prefix("xref")?.split_once("trailer")?;
        let mut words = table.split_whitespace();
        let mut places = BTreeMap::new();
        while let Some(first) = words.next() {
            let first: usize = first.parse().ok()?;
            let count: usize = words.next()?.parse().ok()?;
            for number in first..first.checked_add(count)? {
                let place: usize = words.next()?.parse().ok()?;
                let (_, kind) = (words.next()?, words.next()?);
                if kind == "n" {
                    places.insert(number, place);
                }
            }
        }
        let trailer = trailer.to_owned();
        Some(Self {
            pdf,
            places,
            trailer,
        })
    }

    fn root(&self) -> Option<usize> {
        reference(&self.trailer, "/Root")
    }

    fn get(&self, number: usize) -> Option<&'p str> {
        let rest = self.pdf.get(*self.places.get(&number)?..)?;
        let end = rest.windows(6).position(|window| window == b"endobj")?;
        std::str::from_utf8(&rest[..end]).ok()
    }

    /// Adds the numbers of the pages below a node of the tree of pages, in order.
    fn add_pages(&self, node: usize, depth: usize, pages: &mut Vec<usize>) -> Option<()> {
        let object = self.get(node)?;
        let Some((_, kids)) = object.split_once("/Kids") else {
            pages.push(node);
            return Some(());
        };
        if depth == DEEPEST {
            return None;
        }
        let (kids, _) = kids.split_once('[')?.1.split_once(']')?;
        for kid in kids.split_whitespace().step_by(3) {
            self.add_pages(kid.parse().ok()?, depth + 1, pages)?;
        }
        Some(())
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The number of `/Key 12 0 R`.
fn reference(object: &str, key: &str) -> Option<usize> {
    let (_, rest) = (object.match_indices(key))
        .map(|(at, _)| object.split_at(at + key.len()))
        .find(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_whitespace()))?;
    rest.split_whitespace().next()?.parse().ok()
}

/// The names of `/name [12 0 R /XYZ …]` and the numbers of their pages. `#25` in a name is a `%`, and the
/// browser has put what is no ASCII in percent signs before.
fn named(places: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for entry in places.split(']') {
        let Some((name, place)) = entry.split_once('[') else {
            continue;
        };
        let name = name.rsplit('/').next().unwrap_or(name).trim();
        let plain = percent_decode_str(&name.replace('#', "%"))
            .decode_utf8_lossy()
            .into_owned();
        let name = percent_decode_str(&plain).decode_utf8_lossy().into_owned();
        let page = place
            .split_whitespace()
            .next()
            .and_then(|page| page.parse().ok());
        found.extend(page.map(|page| (name, page)));
    }
    found
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::{Counts, count};

    /// Two pages of `F-1` after a cover and one of `词`, in a tree of two levels.
    fn pdf() -> Vec<u8> {
        let objects = [
            "<</Type /Catalog\n/Pages 2 0 R\n/Dests 8 0 R>>",
            "<</Type /Pages\n/Count 4\n/Kids [3 0 R 7 0 R]>>",
            "<</Type /Pages\n/Count 3\n/Kids [4 0 R 5 0 R 6 0 R]>>",
            "<</Type /Page>>",
            "<</Type /Page>>",
            "<</Type /Page>>",
            "<</Type /Page>>",
            "<</page.sheet.#25E8#25AF#258D [7 0 R /XYZ 6 580 0]\n/page.sheet.F-1 [5 0 R /XYZ 6 580 0]\n/x [4 0 R /XYZ 0 0 0]>>",
        ];
        let mut pdf = "%PDF-1.4\n".to_owned();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for (at, object) in objects.iter().enumerate() {
            let _ = writeln!(table, "{:010} 00000 n ", pdf.len());
            let _ = write!(pdf, "{} 0 obj\n{object}\nendobj\n", at + 1);
        }
        let start = pdf.len();
        let _ = write!(
            pdf,
            "{table}trailer\n<</Size 9\n/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
        );
        pdf.into_bytes()
    }

    #[test]
    fn pages_are_counted_from_place_to_place() {
        let counts = Counts {
            front: 1,
            pages: [("F-1".to_owned(), 2), ("词".to_owned(), 1)].into(),
            total: 4,
        };
        assert_eq!(count(&pdf()), Some(counts.clone()));
        assert_eq!(counts.total_of([("F-1", 3), ("词", 1)]), 8);
    }

    #[test]
    fn bytes_that_are_no_such_pdf_are_not_counted() {
        assert_eq!(count(b""), None);
        assert_eq!(count(b"startxref 99999999999999999999"), None);
        let whole = pdf();
        for length in 0..whole.len() - 8 {
            assert_eq!(count(&whole[..length]), None, "{length}");
        }
        // A tree that holds itself has no end.
        let endless = String::from_utf8(whole)
            .expect("text")
            .replace("[3 0 R", "[2 0 R");
        assert_eq!(count(endless.as_bytes()), None);
    }
}
