//! A served site, asked over real sockets: answers, refusals, and the events that open pages hear.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, ensure};
use procbook::diagnostic::Severity;
use procbook::serve::{Finding, Server, State};
use procbook::site::{Site, SitePath};
use serde_json::{Value, json};

type Outcome = anyhow::Result<()>;

const HOME: &str = "<!doctype html><html><head><link rel=\"stylesheet\" href=\"static/a.css\">\
    <script src=\"static/a.js\" defer></script></head><body><h1>首页</h1></BODY></html>\n";

const FILES: &[(&str, &str)] = &[
    ("index.html", HOME),
    ("roles/index.html", "<body>roles</body>"),
    ("roles/销售 总监.html", "<p>no end of body"),
    ("static/a.css", "h1 { color: red }"),
    ("static/a.js", "'use strict';"),
    ("static/big.js", ""),
    ("search/1.js", "shard('1')"),
];

fn site(files: &[(&str, &str)]) -> Site {
    let file = |(path, text): &(&str, &str)| {
        let path = SitePath::new(path).expect("a test's own path is sound");
        (path, Arc::from(text.as_bytes()))
    };
    Site {
        files: files.iter().map(file).collect(),
    }
}

/// The site above with some files other, or more.
fn site_with(other: &[(&str, &str)]) -> Site {
    let mut site = site(FILES);
    site.files.extend(self::site(other).files);
    site
}

fn publish(server: &Server, site: Site, findings: &[Finding]) {
    server.publish(State {
        site: Arc::new(site),
        findings: findings.to_vec(),
    });
}

fn served(site: Site) -> anyhow::Result<Server> {
    let server = Server::start(0)?;
    publish(&server, site, &[]);
    Ok(server)
}

fn finding(path: &str, severity: Severity) -> Finding {
    Finding {
        path: path.to_owned(),
        line: 3,
        column: 5,
        severity,
        code: "unknown-role".to_owned(),
        message: "no role `saels`".to_owned(),
        frame: "3 | 责任：[[saels]]\n  |       ^^^^^".to_owned(),
        help: Some("type `sales`".to_owned()),
    }
}

/// An answer as it came.
#[derive(Debug)]
struct Reply {
    status: u16,
    /// Names in lower case.
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Reply {
    fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

fn connect(server: &Server) -> anyhow::Result<TcpStream> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port()))?;
    // A test that waits for what never comes fails, and does not hang.
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    Ok(stream)
}

fn head_of(reader: &mut impl BufRead) -> anyhow::Result<(u16, Vec<(String, String)>)> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let status = line.split(' ').nth(1).context("no status")?.parse()?;
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        match line.trim_end().split_once(": ") {
            Some((name, value)) => headers.push((name.to_lowercase(), value.to_owned())),
            None => return Ok((status, headers)),
        }
    }
}

/// Sends lines as they are given and reads the whole answer.
fn ask_raw(server: &Server, lines: &[&str]) -> anyhow::Result<Reply> {
    let mut stream = connect(server)?;
    write!(
        stream,
        "{}\r\nConnection: close\r\n\r\n",
        lines.join("\r\n")
    )?;
    let mut reader = BufReader::new(stream);
    let (status, headers) = head_of(&mut reader)?;
    let mut body = Vec::new();
    reader.read_to_end(&mut body)?;
    Ok(Reply {
        status,
        headers,
        body,
    })
}

fn ask(server: &Server, method: &str, target: &str, more: &[&str]) -> anyhow::Result<Reply> {
    let first = format!("{method} {target} HTTP/1.1");
    let host = format!("Host: 127.0.0.1:{}", server.port());
    ask_raw(server, &[&[first.as_str(), host.as_str()], more].concat())
}

fn get(server: &Server, target: &str) -> anyhow::Result<Reply> {
    ask(server, "GET", target, &[])
}

/// The live script's tag in a page.
fn script_in(html: &str) -> &str {
    let start = html.find("<script src=\"/_procbook/live.js\"");
    let found = start.and_then(|start| {
        let end = html[start..].find("</script>")?;
        html.get(start..start + end + "</script>".len())
    });
    found.unwrap_or("<no live script>")
}

fn attribute<'a>(script: &'a str, name: &str) -> &'a str {
    let rest = script.split(&format!("{name}=\"")).nth(1).unwrap_or("");
    rest.split('"').next().unwrap_or("")
}

// ---- Answers ----

#[test]
fn a_page_is_its_built_bytes_and_one_script() -> Outcome {
    let site = site(FILES);
    let server = served(site.clone())?;
    for (path, target) in [
        ("index.html", "/"),
        ("index.html", "/index.html?x=1"),
        ("roles/index.html", "/roles/"),
        (
            "roles/销售 总监.html",
            "/roles/%E9%94%80%E5%94%AE%20%E6%80%BB%E7%9B%91.html",
        ),
    ] {
        let reply = get(&server, target)?;
        assert_eq!(reply.status, 200, "{target}");
        assert_eq!(
            reply.header("content-type"),
            Some("text/html; charset=utf-8")
        );
        let html = reply.text();
        let script = script_in(&html);
        assert_eq!(html.matches("/_procbook/").count(), 1, "{html}");
        let built = SitePath::new(path).and_then(|path| site.files.get(&path).cloned());
        assert_eq!(
            Some(html.replacen(script, "", 1).as_bytes()),
            built.as_deref()
        );
    }
    let home = get(&server, "/")?.text();
    assert!(
        home.contains("</h1><script"),
        "the script ends the body: {home}"
    );
    let path = SitePath::new("static/a.js").context("a sound path")?;
    assert_eq!(get(&server, "/static/a.js")?.body, *site.files[&path]);
    Ok(())
}

#[test]
fn every_kind_of_file_says_its_type() -> Outcome {
    let kinds = [
        ("html", "text/html; charset=utf-8"),
        ("css", "text/css; charset=utf-8"),
        ("js", "text/javascript; charset=utf-8"),
        ("json", "application/json; charset=utf-8"),
        ("csv", "text/csv; charset=utf-8"),
        ("txt", "text/plain; charset=utf-8"),
        ("xml", "application/xml; charset=utf-8"),
        ("svg", "image/svg+xml; charset=utf-8"),
        ("PNG", "image/png"),
        ("jpg", "image/jpeg"),
        ("gif", "image/gif"),
        ("webp", "image/webp"),
        ("ico", "image/x-icon"),
        ("woff2", "font/woff2"),
        ("pdf", "application/pdf"),
        (
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("unheard-of", "application/octet-stream"),
    ];
    let files: Vec<String> = kinds
        .iter()
        .map(|(kind, _)| format!("f.1/a.{kind}"))
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|path| (path.as_str(), "x")).collect();
    let server = served(site(&files))?;
    for ((path, _), (_, kind)) in files.iter().zip(kinds) {
        let reply = get(&server, &format!("/{path}"))?;
        assert_eq!(reply.header("content-type"), Some(kind), "{path}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(reply.header("cache-control"), Some("no-cache"));
    }
    for (path, kind) in [("live.js", "text/javascript"), ("live.css", "text/css")] {
        let reply = get(&server, &format!("/_procbook/{path}"))?;
        assert_eq!(reply.status, 200);
        assert!(
            reply
                .header("content-type")
                .is_some_and(|is| is.starts_with(kind))
        );
    }
    assert_eq!(get(&server, "/_procbook/other")?.status, 404);
    Ok(())
}

#[test]
fn a_folder_leads_to_its_index() -> Outcome {
    let server = served(site_with(&[("资料/index.html", "")]))?;
    let reply = get(&server, "/roles")?;
    assert_eq!(
        (reply.status, reply.header("location")),
        (302, Some("/roles/"))
    );
    let reply = get(&server, "/%E8%B5%84%E6%96%99")?;
    assert_eq!(reply.header("location"), Some("/%E8%B5%84%E6%96%99/"));
    assert_eq!(get(&server, "/static/")?.status, 404);
    Ok(())
}

#[test]
fn what_is_not_there_is_404_with_a_way_home() -> Outcome {
    let server = served(site(FILES))?;
    let reply = get(&server, "/nothing.html")?;
    assert_eq!(reply.status, 404);
    let html = reply.text();
    assert!(html.contains("<a href=\"/\">"), "{html}");
    assert!(script_in(&html).contains("live.js"), "{html}");

    publish(
        &server,
        site_with(&[("404.html", "<body>our own</body>")]),
        &[],
    );
    let reply = get(&server, "/nothing.html")?;
    assert_eq!(reply.status, 404);
    assert!(reply.text().starts_with("<body>our own<script"));
    assert_eq!(get(&server, "/404.html")?.status, 200);
    Ok(())
}

#[test]
fn no_path_leads_out_of_the_site() -> Outcome {
    let server = served(site(FILES))?;
    for target in [
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/roles/%2e%2e%2f%2e%2e/Cargo.toml",
        "/..%5cCargo.toml",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/C:/Windows/win.ini",
        "/./index.html",
        "/roles/../index.html",
        "/index.html%00",
        "//example.com/..",
    ] {
        let reply = get(&server, target)?;
        assert_eq!(reply.status, 404, "{target}");
        assert_eq!(reply.header("location"), None, "{target}");
    }
    for target in ["/%", "/%4", "/%zz", "/%ff", "index.html", "http://evil/"] {
        assert_eq!(get(&server, target)?.status, 400, "{target}");
    }
    Ok(())
}

#[test]
fn only_this_machines_names_are_answered() -> Outcome {
    let server = served(site(FILES))?;
    let port = server.port();
    let with_host = |host: &str| {
        let host = format!("Host: {host}");
        ask_raw(&server, &["GET / HTTP/1.1", &host]).map(|reply| reply.status)
    };
    for own in ["127.0.0.1", "localhost", "LocalHost", "[::1]"] {
        assert_eq!(with_host(&format!("{own}:{port}"))?, 200, "{own}");
    }
    for foreign in [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        format!("127.0.0.1.evil.example:{port}"),
        format!("localhost:{}", port.wrapping_add(1)),
        "localhost".to_owned(),
        String::new(),
    ] {
        assert_eq!(with_host(&foreign)?, 403, "{foreign}");
    }
    assert_eq!(ask_raw(&server, &["GET / HTTP/1.1"])?.status, 403);
    let events = ask_raw(
        &server,
        &["GET /_procbook/events HTTP/1.1", "Host: evil.example"],
    )?;
    assert_eq!(events.status, 403);
    Ok(())
}

#[test]
fn what_a_browser_has_is_not_sent_again() -> Outcome {
    let server = served(site(FILES))?;
    for target in ["/", "/static/a.css", "/_procbook/live.js"] {
        let first = get(&server, target)?;
        let tag = first.header("etag").context("no tag")?.to_owned();
        let known = format!("If-None-Match: \"other\", W/{tag}");
        let again = ask(&server, "GET", target, &[&known])?;
        assert_eq!((again.status, again.body.len()), (304, 0), "{target}");
        assert_eq!(again.header("etag"), Some(tag.as_str()));
        let other = ask(&server, "GET", target, &["If-None-Match: \"other\""])?;
        assert_eq!((other.status, other.body), (200, first.body), "{target}");
    }
    let tag = get(&server, "/")?
        .header("etag")
        .context("no tag")?
        .to_owned();
    publish(
        &server,
        site_with(&[("index.html", "<body>new</body>")]),
        &[],
    );
    let known = format!("If-None-Match: {tag}");
    assert_eq!(ask(&server, "GET", "/", &[&known])?.status, 200);
    Ok(())
}

#[test]
fn heads_have_no_body_and_nothing_can_be_sent_in() -> Outcome {
    let server = served(site(FILES))?;
    let whole = get(&server, "/")?;
    let head = ask(&server, "HEAD", "/", &[])?;
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(
        head.header("content-length"),
        Some(whole.body.len().to_string().as_str())
    );
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "BREW"] {
        let reply = ask(&server, method, "/", &["Content-Length: 0"])?;
        assert_eq!(
            (reply.status, reply.header("allow")),
            (405, Some("GET, HEAD")),
            "{method}"
        );
    }
    Ok(())
}

#[test]
fn a_large_file_comes_whole() -> Outcome {
    let large = "x".repeat(3_000_000);
    let server = served(site_with(&[("static/big.js", &large)]))?;
    let reply = get(&server, "/static/big.js")?;
    assert_eq!(reply.header("content-length"), Some("3000000"));
    assert_eq!(reply.body, large.as_bytes());
    Ok(())
}

// ---- Events ----

/// The events of one open page.
struct Events(BufReader<TcpStream>);

impl Events {
    fn open(server: &Server, query: &str) -> anyhow::Result<Self> {
        let mut stream = connect(server)?;
        let port = server.port();
        write!(
            stream,
            "GET /_procbook/events{query} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"
        )?;
        let mut reader = BufReader::new(stream);
        let (status, headers) = head_of(&mut reader)?;
        ensure!(status == 200, "no events: {status}");
        let is_stream = |(name, value): &(String, String)| {
            name == "content-type" && value == "text/event-stream"
        };
        ensure!(headers.iter().any(is_stream), "no events: {headers:?}");
        Ok(Self(reader))
    }

    /// Of a page as it is now.
    fn of(server: &Server, page: &str) -> anyhow::Result<Self> {
        let html = get(server, page)?.text();
        Self::with_script(server, page, script_in(&html))
    }

    /// Of a page that holds this script.
    fn with_script(server: &Server, page: &str, script: &str) -> anyhow::Result<Self> {
        let page = page.replace('%', "%25");
        let (tag, styles) = (
            attribute(script, "data-page"),
            attribute(script, "data-styles"),
        );
        Self::open(server, &format!("?page={page}&tag={tag}&styles={styles}"))
    }

    /// The next event; `None` when the stream has ended in good order.
    fn next(&mut self) -> anyhow::Result<Option<Value>> {
        loop {
            let mut size = String::new();
            self.0.read_line(&mut size)?;
            let size = usize::from_str_radix(size.trim(), 16).context("no chunk")?;
            let mut chunk = vec![0; size + 2];
            self.0.read_exact(&mut chunk)?;
            if size == 0 {
                return Ok(None);
            }
            if let Some(event) = String::from_utf8(chunk)?.trim().strip_prefix("data: ") {
                return Ok(Some(serde_json::from_str(event)?));
            }
        }
    }

    fn kind(&mut self) -> anyhow::Result<String> {
        let event = self.next()?.context("the events ended")?;
        Ok(event["kind"].as_str().unwrap_or_default().to_owned())
    }
}

#[test]
fn an_open_page_hears_first_of_its_findings() -> Outcome {
    let server = served(site(FILES))?;
    let (other, own) = (
        finding("content/a.md", Severity::Error),
        finding("content/图 b.md", Severity::Warning),
    );
    publish(&server, site(FILES), &[other, own]);
    let mut events = Events::open(
        &server,
        "?page=/index.html&source=content%2F%E5%9B%BE%20b.md",
    )?;
    let event = events.next()?.context("the events ended")?;
    assert_eq!(event["kind"], "findings");
    assert_eq!(
        event["counts"],
        json!({"error": 1, "warning": 1, "hint": 0})
    );
    assert_eq!(
        event["findings"][0],
        json!({
            "path": "content/图 b.md", "line": 3, "column": 5, "severity": "warning",
            "code": "unknown-role", "message": "no role `saels`",
            "frame": "3 | 责任：[[saels]]\n  |       ^^^^^", "help": "type `sales`",
        })
    );
    assert_eq!(event["findings"][1]["path"], "content/a.md");

    publish(&server, site(FILES), &[]);
    let event = events.next()?.context("the events ended")?;
    assert_eq!(
        (&event["kind"], &event["findings"]),
        (&json!("findings"), &json!([]))
    );
    Ok(())
}

#[test]
fn a_page_is_told_what_concerns_it() -> Outcome {
    let server = served(site(FILES))?;
    let mut home = Events::of(&server, "/")?;
    let mut role = Events::of(
        &server,
        "/roles/%E9%94%80%E5%94%AE%20%E6%80%BB%E7%9B%91.html",
    )?;
    assert_eq!(
        (home.kind()?, role.kind()?),
        ("findings".into(), "findings".into())
    );

    // Its own bytes; the other page hears of the findings alone.
    let changed = ("index.html", HOME.replace("首页", "主页"));
    let one = [(changed.0, changed.1.as_str())];
    let findings = [finding("content/a.md", Severity::Hint)];
    publish(&server, site_with(&one), &findings);
    assert_eq!(
        (home.kind()?, role.kind()?),
        ("reload".into(), "findings".into())
    );

    // A script that the page names.
    let mut home = Events::of(&server, "/")?;
    assert_eq!(home.kind()?, "findings");
    let two = [one[0], ("static/a.js", "'use strict'; f();")];
    publish(&server, site_with(&two), &[]);
    assert_eq!(
        (home.kind()?, role.kind()?),
        ("reload".into(), "findings".into())
    );

    // A script that it does not name, as the search index, whose parts change with every text.
    let mut home = Events::of(&server, "/")?;
    assert_eq!(home.kind()?, "findings");
    let three = [two[0], two[1], ("search/1.js", "shard('2')")];
    publish(&server, site_with(&three), &findings);
    assert_eq!(
        (home.kind()?, role.kind()?),
        ("findings".into(), "findings".into())
    );

    // A style sheet concerns every page.
    let four = [three[0], three[1], three[2], ("static/a.css", "h1 {}")];
    publish(&server, site_with(&four), &findings);
    for page in [&mut home, &mut role] {
        let event = page.next()?.context("the events ended")?;
        assert_eq!(
            (&event["kind"], &event["paths"]),
            (&json!("css"), &json!(["static/a.css"]))
        );
    }
    Ok(())
}

#[test]
fn a_missing_page_is_loaded_anew_when_it_comes() -> Outcome {
    let server = served(site(FILES))?;
    let mut events = Events::of(&server, "/new.html")?;
    assert_eq!(events.kind()?, "findings");
    publish(&server, site_with(&[("new.html", "<body>new</body>")]), &[]);
    assert_eq!(events.kind()?, "reload");
    publish(&server, site(FILES), &[]);
    assert_eq!(events.kind()?, "reload");
    Ok(())
}

#[test]
fn what_changed_before_a_page_listened_is_told() -> Outcome {
    let server = served(site(FILES))?;
    let html = get(&server, "/")?.text();
    let script = script_in(&html);
    let changed = site_with(&[("static/a.css", "h1 {}")]);

    // As after a restart: another server, another state.
    let restarted = served(changed)?;
    let mut events = Events::with_script(&restarted, "/", script)?;
    assert_eq!(events.kind()?, "css");
    assert_eq!(events.kind()?, "findings");
    publish(&restarted, site(&[("index.html", "other")]), &[]);
    let mut events = Events::with_script(&restarted, "/", script)?;
    assert_eq!(events.kind()?, "reload");

    let same = served(site(FILES))?;
    let mut events = Events::with_script(&same, "/", script)?;
    assert_eq!(events.kind()?, "findings");
    Ok(())
}

#[test]
fn listeners_that_have_gone_are_forgotten() -> Outcome {
    let server = served(site(FILES))?;
    let mut pages = Vec::new();
    for _ in 0..20 {
        let mut events = Events::of(&server, "/")?;
        assert_eq!(events.kind()?, "findings");
        pages.push(events);
    }
    assert_eq!(server.listeners(), 20);
    drop(pages);
    // A closed connection shows when it is written to, at the second time at the latest that it answers.
    let mut line = 0;
    while server.listeners() > 0 {
        line += 1;
        let mut finding = finding("content/a.md", Severity::Error);
        finding.line = line;
        publish(&server, site(FILES), &[finding]);
        std::thread::yield_now();
    }
    assert_eq!(get(&server, "/")?.status, 200);
    Ok(())
}

// ---- Start and stop ----

#[test]
fn a_taken_port_gives_way_to_the_next() -> Outcome {
    let first = Server::start(0)?;
    let second = Server::start(first.port())?;
    assert!(second.port() > first.port());
    assert!(second.port() <= first.port() + 19);
    assert_eq!(
        second.address(),
        format!("http://127.0.0.1:{}/", second.port())
    );
    // Nothing is published yet, and that is no reason to fail.
    assert_eq!(get(&second, "/")?.status, 404);
    Ok(())
}

#[test]
fn a_stopped_server_ends_events_and_frees_its_port() -> Outcome {
    let server = served(site(FILES))?;
    let port = server.port();
    let mut events = Events::of(&server, "/")?;
    assert_eq!(events.kind()?, "findings");
    let idle = connect(&server)?;
    server.stop();
    assert_eq!(events.next()?, None);
    drop((events, idle));
    // The listening thread lets go a moment later; on Unix a port is free as soon as it does.
    while TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_err() {
        std::thread::yield_now();
    }
    Ok(())
}
