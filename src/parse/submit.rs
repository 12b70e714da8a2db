//! `[submit]` and `[acknowledge]` of `handbook.toml`: where what people fill in and confirm is sent.

use crate::diagnostic::{code, say};
use crate::model::config::Submit;
use crate::parse::toml_table::Table;
use crate::source::Spanned;

/// Where filled forms are sent; an address that no form could be sent to is left out, with a finding.
pub(super) fn submit(table: Table<'_>) -> Option<Submit> {
    let url = table.text("url");
    let mail = table.text("mail");
    if url.is_none() && mail.is_none() {
        table.missing("url", "\"https://…\"");
    }
    let submit = Submit {
        url: url
            .filter(|url| {
                let sound = is_address(&url.value);
                if !sound {
                    let message = say!(
                        "forms cannot be sent to `{}`",
                        "表单不能提交到 `{}`",
                        url.value
                    );
                    let help = say!(
                        "write an address that begins with `https://` or `http://`, or a path on the handbook's own server: `/forms`",
                        "写以 `https://` 或 `http://` 开头的地址，或者手册所在服务器上的路径：`/forms`"
                    );
                    table.report(&code::WRONG_VALUE, url.span, message, help);
                }
                sound
            })
            .map(|url| url.value),
        mail: mail.and_then(|mail| sound_mail(&table, mail)),
    };
    table.finish();
    (submit.url.is_some() || submit.mail.is_some()).then_some(submit)
}

/// `[acknowledge] mail`: where readers send that they have read.
pub(super) fn acknowledge(table: Table<'_>) -> Option<String> {
    let mail = table.text("mail");
    if mail.is_none() {
        table.missing("mail", "\"name@example.com\"");
    }
    let mail = mail.and_then(|mail| sound_mail(&table, mail));
    table.finish();
    mail
}

/// A mail address; what is none is a finding.
fn sound_mail(table: &Table<'_>, mail: Spanned<String>) -> Option<String> {
    if is_mail(&mail.value) {
        return Some(mail.value);
    }
    let message = say!(
        "`{}` is not a mail address",
        "`{}` 不是邮箱地址",
        mail.value
    );
    let help = say!(
        "write one address: `mail = \"name@example.com\"`",
        "写一个地址：`mail = \"name@example.com\"`"
    );
    table.report(&code::WRONG_VALUE, mail.span, message, help);
    None
}

/// Whether a browser can send to it: http, https, or a path. `//host` and other schemes are not paths.
fn is_address(url: &str) -> bool {
    if url.is_empty()
        || url
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || c == '\\')
    {
        return false;
    }
    let rest = url
        .get(..8)
        .filter(|start| start.eq_ignore_ascii_case("https://"))
        .or_else(|| {
            url.get(..7)
                .filter(|start| start.eq_ignore_ascii_case("http://"))
        })
        .map(|scheme| &url[scheme.len()..]);
    if let Some(rest) = rest {
        return rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    }
    let first = url.split(['/', '?', '#']).next().unwrap_or_default();
    !url.starts_with("//") && !first.contains(':')
}

/// Whether it is one plain mail address, with nothing that a `mailto:` address would read as more than that.
fn is_mail(mail: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._+-".contains(c))
    };
    mail.split_once('@')
        .is_some_and(|(name, host)| plain(name) && plain(host))
}

#[cfg(test)]
mod tests {
    use super::{is_address, is_mail};

    #[test]
    fn only_what_a_browser_can_send_to_is_an_address() {
        for sound in [
            "https://forms.example.com/in",
            "HTTP://10.0.0.1:8080",
            "http://[::1]/x",
            "/forms",
            "forms/in?kind=a:b",
            "../forms",
            "https://表单.example.com",
        ] {
            assert!(is_address(sound), "{sound}");
        }
        for unsound in [
            "",
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc",
            "mailto:a@b.cn",
            "//example.com/in",
            "https://",
            "https:///in",
            "http:/x",
            "a b",
            "\\\\host",
            "/\\host",
            "ht\ntp://x",
        ] {
            assert!(!is_address(unsound), "{unsound}");
        }
    }

    #[test]
    fn only_one_plain_address_is_mail() {
        for sound in ["name@example.com", "a.b+c-d_e@x.y.cn"] {
            assert!(is_mail(sound), "{sound}");
        }
        for unsound in [
            "",
            "name",
            "@x",
            "a@",
            "a@b@c",
            "a@b,c@d",
            "a@b?cc=x",
            "a b@c",
            "a@b&bcc=x",
            "<a@b>",
            "名@b",
        ] {
            assert!(!is_mail(unsound), "{unsound}");
        }
    }
}
