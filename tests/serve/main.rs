//! A served site, asked over real sockets: answers, refusals, and the events that open pages hear.

mod answers;
mod client;
mod connections;
mod events;

use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;

use procbook::diagnostic::Severity;
use procbook::diagnostic::told::{File, Told};
use procbook::serve::{Heading, Server, State};
use procbook::site::{Site, SitePath};

use client::{Events, connect, get};

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

fn publish(server: &Server, site: Site, findings: &[Told]) {
    server.publish(State {
        site: Arc::new(site),
        findings: findings.to_vec(),
        heading: Heading::default(),
    });
}

fn served(site: Site) -> anyhow::Result<Server> {
    let server = Server::start(0)?;
    publish(&server, site, &[]);
    Ok(server)
}

fn finding(path: &str, severity: Severity) -> Told {
    Told {
        path: path.to_owned(),
        line: 3,
        column: 5,
        severity,
        code: "unknown-role".to_owned(),
        message: "no role `saels`".to_owned(),
        frame: "3 | 责任：[[saels]]\n  |         ^^^^^".to_owned(),
        help: Some("type `sales`".to_owned()),
        file: File::default(),
    }
}

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
