//! A table whose keys are names of the author: `{ "F-177" = "1.2" }`.

use crate::diagnostic::say;
use crate::parse::toml_table::Table;
use crate::source::Spanned;

/// A key and its value, each with its place.
pub(in crate::parse) type Pair = (Spanned<String>, Spanned<String>);

impl Table<'_> {
    /// The keys of a table and their texts, in the order of the file; `None` when the key is not there.
    pub(in crate::parse) fn pairs(
        &self,
        key: &'static str,
        example: &str,
    ) -> Option<Spanned<Vec<Pair>>> {
        let (value, place) = self.get(key)?;
        let Some(table) = value.as_table() else {
            let wanted = say!("a table of texts", "一组名称和文字");
            self.wrong_type(key, &wanted, example, value, place);
            return None;
        };
        let mut pairs = Vec::new();
        for (name, value) in table {
            let name_span = self.span(name.span().start, name.span().end);
            let span = self.span(value.span().start, value.span().end);
            if let Some(text) = value.get_ref().as_str() {
                pairs.push((
                    Spanned::new(name.get_ref().clone().into_owned(), name_span),
                    Spanned::new(text.to_owned(), span),
                ));
            } else {
                let wanted = say!("a text", "文字");
                self.wrong_type(name.get_ref(), &wanted, "\"1.0\"", value.get_ref(), span);
            }
        }
        // The table keeps its keys in the order of the alphabet.
        pairs.sort_by_key(|(name, _)| name.span.start);
        Some(Spanned::new(pairs, place))
    }
}
