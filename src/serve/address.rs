//! Addresses to paths of the site and back.
//!
//! In: what a browser asks for. Out: a site path. It must not know what the site holds.

use crate::site::SitePath;

/// Why an address is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Malformed;

/// The path of a request in plain text, without its first `/`, its query and its fragment.
pub(super) fn path_of(target: &str) -> Result<String, Malformed> {
    let path = target.strip_prefix('/').ok_or(Malformed)?;
    let end = path.find(['?', '#']).unwrap_or(path.len());
    decode(&path[..end])
}

/// The value of one field of a request's query, in plain text.
pub(super) fn query_value(target: &str, name: &str) -> Option<String> {
    let (_, query) = target.split_once('?')?;
    query
        .split('&')
        .filter_map(|field| field.split_once('='))
        .find(|(field, _)| *field == name)
        .and_then(|(_, value)| decode(value).ok())
}

/// The file that a relative link in a page leads to, when it stays in the site.
pub(super) fn resolve(page: &SitePath, link: &str) -> Option<SitePath> {
    let end = link.find(['?', '#']).unwrap_or(link.len());
    let link = decode(&link[..end]).ok()?;
    let mut parts = Vec::new();
    let below = link.strip_prefix('/');
    if below.is_none() {
        parts.extend(page.as_str().split('/'));
        // The page itself; its folder remains.
        parts.pop();
    }
    let link = below.unwrap_or(&link);
    for part in link.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    SitePath::new(&parts.join("/"))
}

/// The address of a path, as a header may hold it.
pub(super) fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                encoded.push(char::from(byte));
            }
            other => {
                use std::fmt::Write;
                // Writing to a text cannot fail.
                let _ = write!(encoded, "%{other:02X}");
            }
        }
    }
    encoded
}

fn decode(text: &str) -> Result<String, Malformed> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let high = digit(rest.next())?;
                let low = digit(rest.next())?;
                high * 16 + low
            }
            plain => plain,
        });
    }
    String::from_utf8(bytes).map_err(|_| Malformed)
}

fn digit(byte: Option<u8>) -> Result<u8, Malformed> {
    match byte {
        Some(byte @ b'0'..=b'9') => Ok(byte - b'0'),
        Some(byte @ b'a'..=b'f') => Ok(byte - b'a' + 10),
        Some(byte @ b'A'..=b'F') => Ok(byte - b'A' + 10),
        _ => Err(Malformed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(page: &str, link: &str) -> Option<String> {
        let page = SitePath::new(page)?;
        resolve(&page, link).map(|path| path.to_string())
    }

    #[test]
    fn links_lead_to_files_of_the_site_or_nowhere() {
        let page = "procedures/sm1.1.html";
        for (link, file) in [
            ("../static/a.js?v=1", Some("static/a.js")),
            ("./b.png#x", Some("procedures/b.png")),
            ("%E5%9B%BE.png", Some("procedures/图.png")),
            ("/static/a.js", Some("static/a.js")),
            ("../../a.js", None),
            ("https://example.com/a.js", None),
            ("//example.com/a.js", None),
            ("%zz", None),
            ("", None),
        ] {
            assert_eq!(resolved(page, link).as_deref(), file, "{link}");
        }
    }

    #[test]
    fn what_is_encoded_is_decoded() {
        let path = "角色/a b&c=d?e#f%.html";
        let target = format!("/{}", encode(path));
        assert_eq!(path_of(&target), Ok(path.to_owned()));
        let query = format!("/x?a=1&page={}", encode(path));
        assert_eq!(query_value(&query, "page").as_deref(), Some(path));
        assert_eq!(query_value(&query, "b"), None);
    }
}
