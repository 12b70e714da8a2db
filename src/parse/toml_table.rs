//! A TOML table read key by key: every key that is asked for is known, every other one is a finding.
//!
//! In: a table of `toml`'s own parser with byte spans. Out: values with their spans in the source.

mod pairs;

use std::cell::RefCell;

use toml::de::{DeTable, DeValue};

use crate::diagnostic::near::likely;
use crate::diagnostic::{Code, Diagnostic, Edit, Fix, Text, code, nearest, say};
use crate::model::Date;
use crate::parse::toml_words::{self, table_words, truth_words, type_word, write};
use crate::source::{Source, Span, Spanned};

pub(super) use crate::parse::toml_text::parse;

/// Findings that nested tables add to.
pub(super) type Findings = RefCell<Vec<Diagnostic>>;

/// One table, and which of its keys were asked for.
pub(super) struct Table<'a> {
    source: &'a Source,
    offset: usize,
    keys: &'a DeTable<'a>,
    findings: &'a Findings,
    /// The place to point at when a key is missing.
    head: Span,
    asked: RefCell<Vec<&'static str>>,
}

impl<'a> Table<'a> {
    /// The table that stands at byte `offset` of the source.
    pub(super) const fn new(
        source: &'a Source,
        offset: usize,
        keys: &'a DeTable<'a>,
        findings: &'a Findings,
        head: Span,
    ) -> Self {
        Self {
            source,
            offset,
            keys,
            findings,
            head,
            asked: RefCell::new(Vec::new()),
        }
    }

    /// Adds a finding at a place of the source.
    pub(super) fn report(
        &self,
        code: &'static Code,
        span: Span,
        message: impl Into<Text>,
        help: impl Into<Text>,
    ) {
        let finding = Diagnostic::error(code, &self.source.path, span, message).help(help);
        self.findings.borrow_mut().push(finding);
    }

    /// The source that the table stands in.
    pub(super) const fn source(&self) -> &'a Source {
        self.source
    }

    /// Adds findings that another reader has made.
    pub(super) fn add(&self, mut findings: Vec<Diagnostic>) {
        self.findings.borrow_mut().append(&mut findings);
    }

    fn get(&self, key: &'static str) -> Option<(&'a DeValue<'a>, Span)> {
        self.asked.borrow_mut().push(key);
        let value = self.keys.get(key)?;
        let span = value.span();
        Some((value.get_ref(), self.span(span.start, span.end)))
    }

    const fn span(&self, start: usize, end: usize) -> Span {
        Span::new(start, end).shifted(self.offset)
    }

    fn wrong_type(&self, key: &str, wanted: &Text, example: &str, value: &DeValue<'_>, span: Span) {
        let message = say!(
            "`{}` is {}, not {}",
            "`{}` 应当是 {} ，不是 {}",
            key,
            wanted,
            type_word(value)
        );
        self.report(&code::WRONG_TYPE, span, message, write(key, example));
    }

    /// A text.
    pub(super) fn text(&self, key: &'static str) -> Option<Spanned<String>> {
        let (value, span) = self.get(key)?;
        if let Some(text) = value.as_str() {
            return Some(Spanned::new(text.to_owned(), span));
        }
        self.wrong_type(key, &say!("a text", "文字"), "\"…\"", value, span);
        None
    }

    /// A text that must be there.
    pub(super) fn needed_text(&self, key: &'static str, example: &str) -> Option<Spanned<String>> {
        let text = self.text(key);
        if let Some(text) = &text
            && text.value.trim().is_empty()
        {
            let message = say!("`{}` is empty", "`{}` 是空的", key);
            self.report(&code::WRONG_VALUE, text.span, message, write(key, example));
        }
        if !self.keys.contains_key(key) {
            self.missing(key, example);
        }
        text
    }

    /// Reports a key that must be there.
    pub(super) fn missing(&self, key: &str, example: &str) {
        let message = say!("`{}` is missing", "缺少 `{}`", key);
        let help = say!("add `{} = {}`", "加上 `{} = {}`", key, example);
        self.report(&code::MISSING_KEY, self.head, message, help);
    }

    /// A list of texts; empty when the key is not there.
    pub(super) fn texts(&self, key: &'static str) -> Vec<Spanned<String>> {
        self.list(
            key,
            &say!("a list of texts", "一组文字"),
            "[\"…\", \"…\"]",
            |value, span| Some(Spanned::new(value.as_str()?.to_owned(), span)),
        )
    }

    /// The entries of a list; empty when the key is not there. What `read` cannot use is reported.
    fn list<T>(
        &self,
        key: &'static str,
        wanted: &Text,
        example: &str,
        read: impl Fn(&'a DeValue<'a>, Span) -> Option<T>,
    ) -> Vec<T> {
        let Some((value, span)) = self.get(key) else {
            return Vec::new();
        };
        let Some(list) = value.as_array() else {
            self.wrong_type(key, wanted, example, value, span);
            return Vec::new();
        };
        let mut entries = Vec::new();
        for entry in list {
            let span = self.span(entry.span().start, entry.span().end);
            match read(entry.get_ref(), span) {
                Some(entry) => entries.push(entry),
                None => self.wrong_type(key, wanted, example, entry.get_ref(), span),
            }
        }
        entries
    }

    /// The same without places.
    pub(super) fn plain_texts(&self, key: &'static str) -> Vec<String> {
        self.texts(key).into_iter().map(|text| text.value).collect()
    }

    /// `true` or `false`; false when the key is not there.
    pub(super) fn truth(&self, key: &'static str) -> bool {
        let Some((value, span)) = self.get(key) else {
            return false;
        };
        if let Some(truth) = value.as_bool() {
            return truth;
        }
        self.wrong_type(key, &truth_words(), "true", value, span);
        false
    }

    /// A number, whole or not.
    pub(super) fn number(&self, key: &'static str) -> Option<Spanned<f64>> {
        let (value, span) = self.get(key)?;
        let text = (value.as_integer().map(toml::de::DeInteger::as_str))
            .or_else(|| value.as_float().map(toml::de::DeFloat::as_str));
        let number = text.and_then(|text| text.replace('_', "").parse::<f64>().ok());
        if let Some(number) = number.filter(|n| n.is_finite()) {
            return Some(Spanned::new(number, span));
        }
        self.wrong_type(key, &say!("a number", "数字"), "10", value, span);
        None
    }

    /// A whole number from `least` to `greatest`.
    pub(super) fn whole(&self, key: &'static str, least: u32, greatest: u32) -> Option<u32> {
        let number = self.number(key)?;
        let whole = number.value;
        if whole.fract() == 0.0 && whole >= f64::from(least) && whole <= f64::from(greatest) {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it lies between two u32 and has no fraction"
            )]
            return Some(whole as u32);
        }
        let message = say!(
            "`{}` is a whole number from {} to {}",
            "`{}` 应当是 {} 到 {} 的整数",
            key,
            least,
            greatest
        );
        let help = say!("write `{} = {}`, say", "例如写 `{} = {}`", key, least);
        self.report(&code::WRONG_VALUE, number.span, message, help);
        None
    }

    /// A day.
    pub(super) fn date(&self, key: &'static str) -> Option<Spanned<Date>> {
        let (value, span) = self.get(key)?;
        let date = value
            .as_datetime()
            .filter(|day| day.time.is_none() && day.offset.is_none())
            .and_then(|day| day.date);
        let Some(date) = date else {
            // A day that no month has is reported by the TOML parser already.
            if !self.has_finding_at(span) {
                let (message, help) = toml_words::date(key, value);
                self.report(&code::BAD_DATE, span, message, help);
            }
            return None;
        };
        let date = Date {
            year: date.year,
            month: date.month,
            day: date.day,
        };
        Some(Spanned::new(date, span))
    }

    /// A text, a number, `true` or `false`, or a date, as the text that a control would hold.
    pub(super) fn scalar(&self, key: &'static str) -> Option<Spanned<String>> {
        let (value, span) = self.get(key)?;
        let text = (value.as_str().map(ToOwned::to_owned))
            .or_else(|| value.as_bool().map(|truth| truth.to_string()))
            .or_else(|| value.as_integer().map(|number| number.as_str().to_owned()))
            .or_else(|| value.as_float().map(|number| number.as_str().to_owned()))
            .or_else(|| value.as_datetime().map(ToString::to_string));
        if text.is_none() {
            self.wrong_type(key, &say!("one value", "单个值"), "\"…\"", value, span);
        }
        text.map(|text| Spanned::new(text, span))
    }

    fn has_finding_at(&self, span: Span) -> bool {
        let findings = self.findings.borrow();
        findings.iter().any(|found| found.primary.span == span)
    }

    /// One of a few words.
    pub(super) fn word<T: Copy>(&self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        self.spanned_word(key, words).map(|word| word.value)
    }

    /// The same with its place.
    pub(super) fn spanned_word<T: Copy>(
        &self,
        key: &'static str,
        words: &[(&str, T)],
    ) -> Option<Spanned<T>> {
        let text = self.text(key)?;
        let found = words.iter().find(|(word, _)| *word == text.value);
        if found.is_none() {
            self.unknown_word(key, &text, words.iter().map(|(word, _)| *word));
        }
        found.map(|(_, value)| Spanned::new(*value, text.span))
    }

    /// Reports a word that is not among those a key may have.
    pub(super) fn unknown_word<'w>(
        &self,
        key: &str,
        text: &Spanned<String>,
        words: impl Iterator<Item = &'w str> + Clone,
    ) {
        let message = say!("`{}` cannot be `{}`", "`{}` 不能是 `{}`", key, text.value);
        let known = words.clone();
        let near = nearest(&text.value, words.clone());
        let words = Text::list(words);
        let help = match near {
            Some(word) => write(key, &format!("\"{word}\"")),
            None => say!("write one of: {}", "写其中一个：{}", words),
        };
        let meant = likely(&text.value, known.map(|word| (word, word)));
        let edit = |new| Edit::words(&self.source.path, text.span, &text.value, new);
        let fix = meant.map(|meant| Fix::of(edit(meant.id), meant));
        let finding = Diagnostic::error(&code::WRONG_VALUE, &self.source.path, text.span, message);
        self.add(vec![finding.help(help).fix(fix)]);
    }

    /// The tables of `[[key]]`, or of an array of inline tables.
    pub(super) fn tables(&self, key: &'static str) -> Vec<Table<'a>> {
        let wanted = say!("a list of tables", "几组键和值");
        self.list(key, &wanted, "[{ … }]", |value, span| {
            Some(self.nested(value.as_table()?, span))
        })
    }

    /// The table of `[key]` or of an inline table.
    pub(super) fn table(&self, key: &'static str) -> Option<Table<'a>> {
        let (value, span) = self.get(key)?;
        if let Some(table) = value.as_table() {
            return Some(self.nested(table, span));
        }
        self.wrong_type(key, &table_words(), "{ … }", value, span);
        None
    }

    /// The values of a list whose entries may be texts or tables, in order.
    pub(super) fn texts_or_tables(&self, key: &'static str) -> Vec<TextOrTable<'a>> {
        let wanted = say!("a list of texts or tables", "几段文字或几组键和值");
        self.list(key, &wanted, "[\"…\", \"…\"]", |value, span| {
            let text = value
                .as_str()
                .map(|text| TextOrTable::Text(Spanned::new(text.to_owned(), span)));
            text.or_else(|| Some(TextOrTable::Table(self.nested(value.as_table()?, span))))
        })
    }

    const fn nested(&self, table: &'a DeTable<'a>, head: Span) -> Table<'a> {
        Table::new(self.source, self.offset, table, self.findings, head)
    }

    /// Where the value of a key stands.
    pub(super) fn place(&self, key: &'static str) -> Option<Span> {
        Some(self.get(key)?.1)
    }

    /// Where the table begins.
    pub(super) const fn head(&self) -> Span {
        self.head
    }

    /// Reports every key that nobody asked for.
    pub(super) fn finish(self) {
        let asked = self.asked.borrow();
        for (key, _) in self.keys {
            let name = key.get_ref();
            if asked.contains(&name.as_ref()) {
                continue;
            }
            let span = self.span(key.span().start, key.span().end);
            let message = say!("unknown key `{}`", "没有 `{}` 这个键", name.as_ref());
            let help = match nearest(name, asked.iter().copied()) {
                Some(known) => say!("write `{}`", "改成 `{}`", known),
                None => say!(
                    "the keys here are: {}",
                    "这里可用的键：{}",
                    Text::list(asked.iter().copied())
                ),
            };
            let free = asked.iter().filter(|key| !self.keys.contains_key(**key));
            let fix = likely(name, free.map(|key| (*key, *key))).map(|meant| {
                let edit = Edit::words(&self.source.path, span, name, meant.id);
                Fix::of(edit, meant)
            });
            let finding = Diagnostic::error(&code::UNKNOWN_KEY, &self.source.path, span, message);
            self.add(vec![finding.help(help).fix(fix)]);
        }
    }
}

/// An entry of a list.
pub(super) enum TextOrTable<'a> {
    /// A text.
    Text(Spanned<String>),
    /// A table.
    Table(Table<'a>),
}
