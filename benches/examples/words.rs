//! Prints the words of the benchmarks' text, one a line, for programs that are measured elsewhere.

use std::io::{self, Write};

fn main() -> io::Result<()> {
    let text = dabir_benches::clean();
    let mut out = io::BufWriter::new(io::stdout().lock());
    for word in dabir::words(&text).filter(|w| w.kind() == dabir::TokenKind::Word) {
        writeln!(out, "{}", word.text())?;
    }
    out.flush()
}
