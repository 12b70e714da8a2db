//! Rows of Markdown tables against their heads.
//!
//! In: a stretch of comrak's tree. Out: the rows that have not as many cells as the head. comrak shows cells up to the
//! head's number and drops the rest, so that they are counted in the text.

use comrak::nodes::NodeValue;

use crate::model::prose::UnevenRow;
use crate::parse::markdown::{Node, Positions};
use crate::source::Span;

/// A longer row is nobody's, and looking for its marks takes long.
const LONGEST: usize = 4000;

/// The uneven rows under a node, in the order of the page.
pub(super) fn uneven_rows(text: &str, positions: &Positions, root: Node<'_>) -> Vec<UnevenRow> {
    let mut uneven = Vec::new();
    for node in root.descendants() {
        let NodeValue::Table(table) = &node.data().value else {
            continue;
        };
        let columns = table.num_columns;
        for row in node.children().skip(1) {
            let place = row.data().sourcepos;
            let start = positions.span(text, place).start;
            let line = text[start..].split(['\n', '\r']).next().unwrap_or("");
            let line = line.trim_end();
            let cells = count(line);
            if cells != columns && place.start.line == place.end.line {
                uneven.push(UnevenRow {
                    span: Span::new(start, start + line.len()),
                    cells,
                    columns,
                    mended: mended(line, cells, columns),
                });
            }
        }
    }
    uneven
}

/// The bars of a row that part cells: those without a backslash before them.
fn bars(row: &str) -> Vec<usize> {
    let mut bars = Vec::new();
    let mut escaped = false;
    for (at, c) in row.char_indices() {
        if c == '|' && !escaped {
            bars.push(at);
        }
        escaped = c == '\\' && !escaped;
    }
    bars
}

/// The cells of a row; a bar at either end of it parts none.
fn count(row: &str) -> usize {
    let row = row.trim();
    let bars = bars(row);
    let first = usize::from(bars.first() == Some(&0));
    let last = usize::from(row.len() > 1 && bars.last() == Some(&(row.len() - 1)));
    bars.len() + 1 - first - last
}

/// The row as it must be meant: with the cells that lack, or with the bars of `[[name|words]]` and of code escaped.
fn mended(row: &str, cells: usize, columns: usize) -> Option<String> {
    if cells < columns {
        let closed = if row.ends_with('|') && bars(row).last() == Some(&(row.len() - 1)) {
            row.to_owned()
        } else {
            format!("{row} |")
        };
        return Some(closed + &"  |".repeat(columns - cells));
    }
    let tries = [&[("[[", "]]")][..], &[("[[", "]]"), ("`", "`")]];
    if row.len() > LONGEST {
        return None;
    }
    let mut rows = tries.into_iter().map(|pairs| escaped(row, pairs));
    rows.find(|new| count(new) == columns)
}

/// A row with the bars escaped that stand between these marks.
fn escaped(row: &str, pairs: &[(&str, &str)]) -> String {
    let mut new = String::with_capacity(row.len() + 2);
    let mut rest = row;
    let mut inside: Option<&str> = None;
    while let Some(c) = rest.chars().next() {
        let opens = pairs.iter().find(|(open, close)| {
            inside.is_none()
                && rest
                    .strip_prefix(open)
                    .is_some_and(|rest| rest.contains(close))
        });
        let (taken, was) = match (opens, inside) {
            (Some((open, close)), _) => {
                inside = Some(close);
                (open.len(), false)
            }
            (None, Some(close)) if rest.starts_with(close) => {
                inside = None;
                (close.len(), false)
            }
            _ => (c.len_utf8(), inside.is_some()),
        };
        if was && c == '|' && !new.ends_with('\\') {
            new.push('\\');
        }
        new.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    new
}

#[cfg(test)]
mod tests {
    use super::{count, mended};

    #[test]
    fn cells_are_counted_as_markdown_does() {
        for (row, cells) in [
            ("| a | b |", 2),
            ("a | b", 2),
            ("| a \\| b |", 1),
            ("| [[x|y]] | b |", 3),
            ("| |", 1),
            ("|", 1),
            ("| a | b", 2),
        ] {
            assert_eq!(count(row), cells, "{row}");
        }
    }

    #[test]
    fn a_row_is_mended_where_it_is_plain() {
        let mend = |row: &str, columns| mended(row, count(row), columns);
        assert_eq!(mend("| a |", 3).as_deref(), Some("| a |  |  |"));
        assert_eq!(mend("a", 2).as_deref(), Some("a |  |"));
        assert_eq!(
            mend("| [[x|y]] | b |", 2).as_deref(),
            Some("| [[x\\|y]] | b |")
        );
        assert_eq!(mend("| `x|y` | b |", 2).as_deref(), Some("| `x\\|y` | b |"));
        assert_eq!(mend("| x | y | b |", 2), None);
        assert_eq!(mend("| `x | y | b |", 2), None);
    }
}
