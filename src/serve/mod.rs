//! A site over HTTP on this machine alone: pages, and events that tell open pages of changes.
//!
//! In: states, each a site with the findings of its build. Out: answers. It must not know sources, nor how a site
//! is built: what is served, less one script tag, is what would be written.

mod address;
mod answer;
mod content_type;
mod events;
mod knock;
mod state;

use std::io::{self, Cursor, ErrorKind};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, bail};
use tiny_http::{HTTPVersion, Header, Method, Request, Response};

pub use state::{Heading, State};

use answer::{Answer, EVENTS, Question};
use events::{KEEP_ALIVE, Listener, Stream};
use state::Published;

/// How many ports are tried, the wished one first.
const PORTS: u16 = 20;

/// A browser opens up to six connections to one server.
const WORKERS: usize = 6;

/// How long `stop` waits for threads; one that writes to a browser which does not read may take forever.
const PATIENCE: Duration = Duration::from_secs(1);

/// A running server. It stops when it is dropped.
#[derive(Debug)]
pub struct Server {
    port: u16,
    shared: Arc<Shared>,
    /// `None` once stopped.
    http: Option<Arc<Http>>,
}

/// `tiny_http`'s server, with a name to show.
struct Http(tiny_http::Server);

impl std::fmt::Debug for Http {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Http")
    }
}

/// What the threads of one server share: the state that is shown now, and word of its change.
#[derive(Debug, Default)]
struct Shared {
    now: Mutex<Now>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Now {
    published: Arc<Published>,
    /// How often something was published.
    version: u64,
    /// How many requests have come.
    requests: u64,
    stopping: bool,
    /// Threads that answer requests.
    workers: usize,
    /// Threads that send events.
    listeners: usize,
}

impl Shared {
    fn now(&self) -> MutexGuard<'_, Now> {
        // A thread that panicked while it held the lock has left whole values behind: each is set in one step.
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits while `still` holds and the server does not stop, so long at the most.
    fn wait(&self, longest: Duration, mut still: impl FnMut(&Now) -> bool) -> MutexGuard<'_, Now> {
        let waited = (self.changed)
            .wait_timeout_while(self.now(), longest, |now| !now.stopping && still(now));
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    fn change(&self, change: impl FnOnce(&mut Now)) {
        change(&mut self.now());
        self.changed.notify_all();
    }
}

impl Server {
    /// Starts a server on 127.0.0.1 that has nothing to show yet. A port that is taken gives way to the next free
    /// one; port 0 is any free one.
    ///
    /// # Errors
    /// When no port can be had.
    pub fn start(port: u16) -> anyhow::Result<Self> {
        let listener = listen(port)?;
        let port = listener
            .local_addr()
            .context("cannot tell the port")?
            .port();
        let http = tiny_http::Server::from_listener(listener, None)
            .map_err(|error| anyhow::anyhow!("cannot start the server: {error}"))?;
        let http = Arc::new(Http(http));
        let shared = Arc::new(Shared::default());
        for number in 0..WORKERS {
            let (http, shared_too) = (http.clone(), shared.clone());
            shared.change(|now| now.workers += 1);
            thread::Builder::new()
                .name(format!("serve {number}"))
                .spawn(move || {
                    work(&http, &shared_too, port);
                    drop(http);
                    shared_too.change(|now| now.workers -= 1);
                })
                .context("cannot start a thread of the server")?;
        }
        let knocking = shared.clone();
        thread::Builder::new()
            .name("serve knock".to_owned())
            .spawn(move || knock::keep_knocking(&knocking, port))
            .context("cannot start a thread of the server")?;
        Ok(Self {
            port,
            shared,
            http: Some(http),
        })
    }

    /// Where it is to be found, for example `http://127.0.0.1:4000/`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Where all findings are shown.
    #[must_use]
    pub fn findings_address(&self) -> String {
        self.address() + answer::FINDINGS
    }

    /// The port that it was given.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// How many open pages listen for changes. One whose browser has gone counts until it is written to.
    #[must_use]
    pub fn listeners(&self) -> usize {
        self.shared.now().listeners
    }

    /// Shows a state from now on, and tells every open page what that means for it.
    pub fn publish(&self, state: State) {
        let published = Arc::new(Published::new(state));
        self.shared.change(|now| {
            now.published = published;
            now.version += 1;
        });
    }

    /// Ends the server: no request is answered any more, and open pages see their events end.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        let Some(http) = self.http.take() else {
            return;
        };
        self.shared.change(|now| now.stopping = true);
        for _ in 0..WORKERS {
            http.0.unblock();
        }
        drop(http);
        let waited = self
            .shared
            .changed
            .wait_timeout_while(self.shared.now(), PATIENCE, |now| {
                now.workers + now.listeners > 0
            });
        drop(waited);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}

/// A socket on this machine's own address, on the wished port or the next that is free.
fn listen(port: u16) -> anyhow::Result<TcpListener> {
    let last = port.saturating_add(PORTS - 1);
    let mut refused: Option<io::Error> = None;
    for port in port..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => return Ok(listener),
            // Windows says the latter of ports that it keeps for itself.
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::AddrInUse | ErrorKind::PermissionDenied
                ) =>
            {
                refused = Some(error);
            }
            Err(error) => return Err(error).context(format!("cannot listen on port {port}")),
        }
    }
    match refused {
        Some(error) => Err(error).context(format!(
            "no port from {port} to {last} can be had; choose another with --port"
        )),
        None => bail!("no port from {port} to {last} can be had"),
    }
}

/// Answers requests until the server stops.
fn work(http: &Http, shared: &Arc<Shared>, port: u16) {
    loop {
        let received = http.0.recv();
        if shared.now().stopping {
            return;
        }
        // An error is one connection that came to nothing; there is nobody to answer.
        if let Ok(request) = received {
            shared.change(|now| now.requests += 1);
            handle(request, shared, port);
        }
    }
}

fn handle(request: Request, shared: &Arc<Shared>, port: u16) {
    let header = |name: &'static str| {
        let mut headers = request.headers().iter();
        let found = headers.find(|header| header.field.equiv(name));
        found.map(|header| header.value.as_str().to_owned())
    };
    let (host, known) = (header("Host"), header("If-None-Match"));
    let target = request.url().to_owned();
    let question = Question {
        is_read: matches!(request.method(), Method::Get | Method::Head),
        target: &target,
        host: host.as_deref(),
        known: known.as_deref(),
    };
    let refusal = answer::refusal(question, port);
    let wants_events = address::path_of(&target).is_ok_and(|path| path == EVENTS)
        && *request.method() == Method::Get
        // Older browsers know no chunks, nor events.
        && *request.http_version() >= HTTPVersion(1, 1);
    if refusal.is_none() && wants_events {
        listen_to(request, &target, shared);
        return;
    }
    let published = shared.now().published.clone();
    let answer = refusal.unwrap_or_else(|| answer::answer(&published, question));
    // A browser that has gone needs no answer.
    let _ = request.respond(response(answer));
}

fn response(answer: Answer) -> Response<Cursor<Arc<[u8]>>> {
    let mut headers = vec![
        header("Content-Type", answer.content_type),
        header("Cache-Control", "no-cache"),
        header("X-Content-Type-Options", "nosniff"),
        // Pages of other sites may not take the handbook's files for their own scripts and pictures.
        header("Cross-Origin-Resource-Policy", "same-origin"),
    ];
    headers.extend(answer.tag.map(|tag| header("ETag", &tag)));
    headers.extend(
        answer
            .location
            .map(|location| header("Location", &location)),
    );
    if answer.status == 405 {
        headers.push(header("Allow", "GET, HEAD"));
    }
    let length = answer.body.len();
    Response::new(
        answer.status.into(),
        headers.into_iter().flatten().collect(),
        Cursor::new(answer.body),
        Some(length),
        None,
    )
    .with_chunked_threshold(usize::MAX)
}

/// A header; `None` for a value that no header can hold, which none of ours is.
fn header(name: &str, value: &str) -> Option<Header> {
    Header::from_bytes(name, value).ok()
}

/// Gives an open page a thread that tells it of changes.
fn listen_to(request: Request, target: &str, shared: &Arc<Shared>) {
    let mut listener = Listener::new(target, &shared.now().published.clone());
    shared.change(|now| now.listeners += 1);
    let shared_too = shared.clone();
    let started = thread::Builder::new()
        .name("serve events".to_owned())
        .spawn(move || {
            // An error says that the browser has gone, and so does the thread.
            let _ = tell_all(request, &mut listener, &shared_too);
            shared_too.change(|now| now.listeners -= 1);
        });
    if started.is_err() {
        // The request went with the thread; its browser was told that the server failed, and will try again.
        shared.change(|now| now.listeners -= 1);
    }
}

/// Tells one page of every change until its browser goes or the server stops.
fn tell_all(request: Request, listener: &mut Listener, shared: &Shared) -> io::Result<()> {
    let mut stream = Stream::open(request.into_writer())?;
    let mut told = None;
    loop {
        let now = shared.now();
        let (now, waited) = shared
            .changed
            .wait_timeout_while(now, KEEP_ALIVE, |now| {
                !now.stopping && told == Some(now.version)
            })
            .unwrap_or_else(PoisonError::into_inner);
        if now.stopping {
            drop(now);
            return stream.close();
        }
        told = Some(now.version);
        let published = now.published.clone();
        // Nobody waits while a browser is written to.
        drop(now);
        if waited.timed_out() {
            stream.keep_alive()?;
        } else {
            stream.tell(listener, &published)?;
        }
    }
}
