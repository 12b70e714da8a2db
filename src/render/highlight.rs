//! Code in colour.
//!
//! In: code and its language. Out: HTML whose spans have classes; `static/handbook.css` colours them.
//! It must not know pages.

use std::sync::OnceLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

use crate::render::html::push_escaped;

/// The languages that can be coloured, loaded when the first code is met.
#[derive(Default)]
pub(crate) struct Highlighter {
    syntaxes: OnceLock<SyntaxSet>,
}

impl Highlighter {
    /// A block of code; without a known language its words stay as they are.
    pub(crate) fn block(&self, language: &str, code: &str) -> String {
        let mut html = String::from("<pre class=\"code\"");
        if !language.is_empty() {
            html.push_str(" data-language=\"");
            push_escaped(&mut html, language);
            html.push('"');
        }
        html.push_str(" tabindex=\"0\"><code>");
        match self.coloured(language, code) {
            Some(coloured) => html.push_str(&coloured),
            None => push_escaped(&mut html, code),
        }
        html.push_str("</code></pre>");
        html
    }

    fn coloured(&self, language: &str, code: &str) -> Option<String> {
        if language.is_empty() {
            return None;
        }
        let syntaxes = self.syntaxes.get_or_init(SyntaxSet::load_defaults_newlines);
        let syntax = syntaxes.find_syntax_by_token(language)?;
        let style = ClassStyle::SpacedPrefixed { prefix: "c-" };
        let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, syntaxes, style);
        for line in LinesWithEndings::from(code) {
            // A grammar that fails on this text leaves it uncoloured.
            generator
                .parse_html_for_line_which_includes_newline(line)
                .ok()?;
        }
        Some(generator.finalize())
    }
}
