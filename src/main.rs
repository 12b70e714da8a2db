//! The program: arguments to `cli`, its answer to an exit code.

use std::process::ExitCode;

/// A build is millions of small allocations on several threads; the system's allocator took a fifth of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    procbook::cli::run(std::env::args_os())
}
