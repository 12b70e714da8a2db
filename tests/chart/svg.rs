//! Reads SVG as far as tests need it, and fails when it is not well formed.

/// An element.
pub(crate) struct Element {
    /// `path`, `text`.
    pub(crate) name: String,
    /// In order, decoded.
    pub(crate) attributes: Vec<(String, String)>,
    /// Its words and those of the elements in it, decoded.
    pub(crate) text: String,
    /// The element around it, a place in the list.
    pub(crate) parent: Option<usize>,
}

impl Element {
    /// The value of an attribute.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let mut all = self.attributes.iter();
        all.find(|(n, _)| n == name)
            .map(|(_, value)| value.as_str())
    }

    /// Its class, or nothing.
    pub(crate) fn class(&self) -> &str {
        self.get("class").unwrap_or_default()
    }
}

/// Every element, in order.
pub(crate) fn read(svg: &str) -> Vec<Element> {
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut rest = svg;
    while let Some(start) = rest.find('<') {
        let words = decode(&rest[..start]);
        for at in &open {
            elements[*at].text.push_str(&words);
        }
        let end = rest.find('>').expect("a tag ends");
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let at = open.pop().expect("something is open");
            assert_eq!(elements[at].name, name, "in {svg}");
            continue;
        }
        let (tag, is_empty) = tag
            .strip_suffix('/')
            .map_or((tag, false), |tag| (tag, true));
        let mut element = element(tag);
        element.parent = open.last().copied();
        if !is_empty {
            open.push(elements.len());
        }
        elements.push(element);
    }
    assert!(open.is_empty() && rest.is_empty(), "unclosed: {svg}");
    elements
}

/// Fails when anything in the picture could disturb the page or another picture on it.
pub(crate) fn assert_safe(picture: &str) {
    let svg = read(picture);
    assert_eq!((svg[0].name.as_str(), svg[0].class()), ("svg", "chart"));
    assert!(svg[0].get("viewBox").is_some() && svg[0].get("width").is_some());
    for element in &svg {
        let allowed = [
            "svg", "g", "a", "path", "rect", "circle", "text", "tspan", "desc", "title",
        ];
        assert!(
            allowed.contains(&element.name.as_str()),
            "<{}>",
            element.name
        );
        for (name, value) in &element.attributes {
            assert!(
                name != "id" && name != "style" && !name.starts_with("on"),
                "{name}"
            );
            let harmless = ["https://", "mailto:"].iter().any(|s| value.starts_with(s));
            assert!(
                name != "href" || harmless || !value.contains(':'),
                "{value}"
            );
        }
    }
}

fn element(tag: &str) -> Element {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    assert!(name.chars().all(|c| c.is_ascii_alphabetic()), "<{tag}>");
    let mut attributes: Vec<(String, String)> = Vec::new();
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"").expect("a quoted value");
        let (value, after) = after.split_once('"').expect("a closing quote");
        let name = name.trim_start();
        assert!(
            attributes.iter().all(|(n, _)| n != name),
            "twice {name}: <{tag}>"
        );
        attributes.push((name.to_owned(), decode(value)));
        rest = after;
    }
    Element {
        name: name.to_owned(),
        attributes,
        text: String::new(),
        parent: None,
    }
}

fn decode(text: &str) -> String {
    assert!(
        !text
            .chars()
            .any(|c| c.is_control() && c != '\n' && c != '\t'),
        "{text:?}"
    );
    for (at, _) in text.match_indices('&') {
        let known = ["&amp;", "&lt;", "&gt;", "&quot;"];
        assert!(known.iter().any(|k| text[at..].starts_with(k)), "{text}");
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}
