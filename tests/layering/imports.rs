//! Which modules of the crate's root a Rust file names.

/// A module of the crate's root that a file names, and the line where.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Import {
    pub(crate) module: String,
    pub(crate) line: usize,
}

/// The modules of the crate's root that a text names, through `crate::`, `procbook::` or enough `super::`.
pub(crate) fn imports(text: &str, depth: usize) -> Vec<Import> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut braces = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let word = tokens[at].text.as_str();
        match word {
            "{" => braces.push(at >= 2 && tokens[at - 2].text == "mod"),
            "}" => drop(braces.pop()),
            _ => {}
        }
        let follows_path = at > 0 && tokens[at - 1].text == "::";
        let is_root = matches!(word, "crate" | "procbook") && !follows_path;
        if is_root || (word == "super" && !follows_path) {
            let mut supers = usize::from(word == "super");
            let mut next = at + 1;
            while is(&tokens, next, "::") && is(&tokens, next + 1, "super") {
                supers += 1;
                next += 2;
            }
            let inline = braces.iter().filter(|is_module| **is_module).count();
            if is(&tokens, next, "::") && (is_root || supers >= depth + inline) {
                heads(&tokens, next + 1, &mut found);
            }
            at = next;
            continue;
        }
        at += 1;
    }
    found
}

/// The first names of the path or of the group of paths that begins here.
fn heads(tokens: &[Token], at: usize, found: &mut Vec<Import>) {
    let Some(token) = tokens.get(at) else { return };
    if token.text != "{" {
        found.push(Import {
            module: token.text.clone(),
            line: token.line,
        });
        return;
    }
    let mut depth = 0;
    for (number, token) in tokens.iter().enumerate().skip(at) {
        let before = number
            .checked_sub(1)
            .map_or("", |n| tokens[n].text.as_str());
        match token.text.as_str() {
            "{" => depth += 1,
            "}" if depth == 1 => return,
            "}" => depth -= 1,
            "," => {}
            name if depth == 1 && matches!(before, "{" | ",") => {
                found.push(Import {
                    module: name.to_owned(),
                    line: token.line,
                });
            }
            _ => {}
        }
    }
}

fn is(tokens: &[Token], at: usize, text: &str) -> bool {
    tokens.get(at).is_some_and(|token| token.text == text)
}

#[derive(Debug)]
struct Token {
    text: String,
    line: usize,
}

/// Names, `::` and single signs; comments, strings and characters are left out.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut line = 1;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = literal(rest) {
            length
        } else {
            let length = if first.is_alphanumeric() || first == '_' {
                let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
                end.unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            if !first.is_whitespace() {
                tokens.push(Token {
                    text: rest[..length].to_owned(),
                    line,
                });
            }
            length
        };
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

/// The length of the string or character that a text begins with.
fn literal(text: &str) -> Option<usize> {
    let after_prefix = text.trim_start_matches(['b', 'c']);
    let prefix = text.len() - after_prefix.len();
    if let Some(raw) = after_prefix.strip_prefix('r') {
        let marks = raw.len() - raw.trim_start_matches('#').len();
        if raw[marks..].starts_with('"') && prefix <= 1 {
            let close = format!("\"{}", "#".repeat(marks));
            let start = prefix + 1 + marks + 1;
            return text[start..]
                .find(&close)
                .map(|at| start + at + close.len());
        }
    }
    if after_prefix.starts_with('"') && prefix <= 1 {
        return closing(text, prefix + 1, '"');
    }
    let inside = text.strip_prefix('\'')?;
    // A lifetime has no closing mark after its one character.
    if inside.starts_with('\\') || inside.chars().nth(1) == Some('\'') {
        return closing(text, 1, '\'');
    }
    None
}

fn closing(text: &str, start: usize, mark: char) -> Option<usize> {
    let mut is_escaped = false;
    for (at, c) in text[start..].char_indices() {
        if !is_escaped && c == mark {
            return Some(start + at + c.len_utf8());
        }
        is_escaped = !is_escaped && c == '\\';
    }
    None
}
