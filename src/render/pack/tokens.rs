//! HTML as tags and the texts between them.
//!
//! In: HTML of the program's own making, and whatever raw HTML a handbook lets through. Out: tokens; put
//! together they are the text. It must not know what a tag means.

/// A tag, a comment or the text between two.
pub(super) struct Token<'h> {
    /// Where it begins.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// All of it.
    pub(super) text: &'h str,
    /// What tag it is, when it is one.
    pub(super) tag: Option<Tag<'h>>,
}

/// A tag by its name.
#[derive(Clone, Copy)]
pub(super) enum Tag<'h> {
    /// With all that follows the name, up to the closing `>`.
    Start(&'h str, &'h str),
    /// By its name.
    End(&'h str),
}

/// The tokens of a text from a place on. Whatever the text is, they are all of it.
pub(super) struct Tokens<'h>(&'h str, usize);

impl<'h> Tokens<'h> {
    /// Those of a whole text.
    pub(super) const fn of(html: &'h str) -> Self {
        Self(html, 0)
    }
}

impl<'h> Iterator for Tokens<'h> {
    type Item = Token<'h>;

    fn next(&mut self) -> Option<Token<'h>> {
        let start = self.1;
        let rest = self.0.get(start..).filter(|rest| !rest.is_empty())?;
        let length = length(rest);
        self.1 = start + length;
        let text = &rest[..length];
        Some(Token {
            start,
            end: self.1,
            text,
            tag: tag(text),
        })
    }
}

/// The length of the token that a text begins with.
fn length(rest: &str) -> usize {
    if rest.starts_with("<!--") {
        return rest.find("-->").map_or(rest.len(), |at| at + 3);
    }
    if !begins_tag(rest) {
        let mut from = rest.chars().next().map_or(0, char::len_utf8);
        // A `<` that begins no tag belongs to the text.
        while let Some(at) = rest.get(from..).and_then(|rest| rest.find('<')) {
            let at = from + at;
            if begins_tag(&rest[at..]) || rest[at..].starts_with("<!--") {
                return at;
            }
            from = at + 1;
        }
        return rest.len();
    }
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    rest.len()
}

fn begins_tag(rest: &str) -> bool {
    let Some(inside) = rest.strip_prefix('<') else {
        return false;
    };
    inside
        .strip_prefix('/')
        .unwrap_or(inside)
        .starts_with(|c: char| c.is_ascii_alphabetic())
}

fn tag(text: &str) -> Option<Tag<'_>> {
    if !begins_tag(text) {
        return None;
    }
    let inside = text.strip_prefix('<')?.strip_suffix('>')?;
    if let Some(name) = inside.strip_prefix('/') {
        return Some(Tag::End(name.trim()));
    }
    let end = inside.find(|c: char| c.is_ascii_whitespace() || c == '/');
    let (name, rest) = inside.split_at(end.unwrap_or(inside.len()));
    Some(Tag::Start(name, rest))
}

/// The attributes of a tag; a value is as it stands between its quotes.
pub(super) struct Attributes<'h>(&'h str);

impl<'h> Attributes<'h> {
    /// Those of what follows a tag's name.
    pub(super) const fn of(rest: &'h str) -> Self {
        Self(rest)
    }
}

impl<'h> Iterator for Attributes<'h> {
    type Item = (&'h str, Option<&'h str>);

    fn next(&mut self) -> Option<Self::Item> {
        let ends = |c: char| c.is_ascii_whitespace() || c == '/';
        let rest = self.0.trim_start_matches(ends);
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .find(|c: char| ends(c) || c == '=')
            .unwrap_or(rest.len());
        // An attribute without a name would be found again and again.
        let (name, rest) = rest.split_at(end.max(rest.chars().next()?.len_utf8()));
        let Some(value) = rest.trim_start().strip_prefix('=').map(str::trim_start) else {
            self.0 = rest;
            return Some((name, None));
        };
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, rest) = match quote {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => value.split_at(
                value
                    .find(|c: char| c.is_ascii_whitespace())
                    .unwrap_or(value.len()),
            ),
        };
        self.0 = rest;
        Some((name, Some(value)))
    }
}
