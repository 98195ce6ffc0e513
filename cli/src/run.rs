//! The work: blocks of all documents, on all threads, in memory that is bounded, with the output in the order of the input.

use crate::check::Found;
use crate::console::Console;
use crate::format::Handling;
use crate::input::{Block, Document, Event, Problems, Reader, Sources};
use crate::output::Output;
use crate::stats::Stats;
use crate::{Status, is_broken_pipe};
use anyhow::Error;
use rayon::{ScopeFifo, ThreadPoolBuilder};
use std::collections::VecDeque;
use std::fs;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread;

/// Blocks read ahead, and for each thread, blocks that are worked on or wait to be written.
const AHEAD: usize = 4;
/// Bytes of blocks that are worked on or wait to be written, beyond which no more are taken: of long records, few at a time.
const MOST_HELD: usize = 1 << 25;

/// What a command makes of documents.
pub(crate) trait Command: Sync {
    /// What is kept from one block to the next.
    type State<'a>
    where
        Self: 'a;

    fn state<'a>(&'a self, document: &'a Document) -> Self::State<'a>;

    /// Whether what becomes of a block depends on what came before it; else each block has a state of its own.
    fn is_ordered(&self, _: &Document) -> bool {
        false
    }

    /// Works on the next block.
    ///
    /// # Errors
    /// Why no more of the document is wanted. What was made so far is good.
    fn block<'a>(
        &'a self,
        state: &mut Self::State<'a>,
        document: &'a Document,
        block: &Block,
        made: &mut Made,
    ) -> Result<(), Error>;

    /// Makes what is left at the end of a document whose blocks are in order, whether it is in one block or in many.
    ///
    /// # Errors
    /// As with a block.
    fn end<'a>(&'a self, _: &mut Self::State<'a>, _: &'a Document, _: &mut Made) -> Result<(), Error> {
        Ok(())
    }

    /// Sees to what was made in the order of the documents, right before it is written.
    ///
    /// # Errors
    /// As with a block.
    fn in_turn(&self, _: &Document, _: &mut Made) -> Result<(), Error> {
        Ok(())
    }

    /// Learns that a document has ended; if it is `good`, what was made of it is where it belongs.
    fn ended(&self, _good: bool) {}

    /// Whether a document without edits stays as it is in its place, however it was read.
    fn leaves_unedited(&self) -> bool {
        false
    }

    /// Whether what is made of a document is the text itself: a byte order mark stays.
    fn keeps_bom(&self) -> bool {
        false
    }

    /// Whether the last line of a document is ended where the document does not end it.
    fn ends_lines(&self) -> bool {
        false
    }
}

/// What was made of a block, or of more than one.
#[derive(Debug, Default)]
pub(crate) struct Made {
    /// The output.
    pub(crate) bytes: Vec<u8>,
    /// How often the text was changed.
    pub(crate) edits: usize,
    /// What was counted, if somebody wants to know.
    pub(crate) stats: Option<Box<Stats>>,
    /// Records that could not be read: what is wrong with the first, nothing of the others.
    pub(crate) malformed: Vec<String>,
    /// What was found, if that is what the command is for.
    pub(crate) found: Option<Box<Found>>,
}

/// What a run came to.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    pub(crate) documents: usize,
    /// Documents that were changed, or would be.
    pub(crate) changed: usize,
    pub(crate) stats: Stats,
    /// Somebody asked for an end before it.
    pub(crate) interrupted: bool,
}

impl Summary {
    /// How the run ended.
    pub(crate) fn status(&self, clean: bool) -> Status {
        if self.interrupted { Status::Interrupted } else { Status::from(clean) }
    }
}

/// Reads all documents, and writes what the command makes of them.
///
/// Documents that can't be read or written are told, and are no end.
///
/// # Errors
/// Standard output can't be written.
pub(crate) fn run<C: Command>(
    command: &C,
    reader: Reader,
    output: Output,
    jobs: Option<u16>,
) -> Result<Summary, Error> {
    let jobs = jobs.map_or_else(|| thread::available_parallelism().map_or(1, NonZeroUsize::get), usize::from);
    let (sender, events) = sync_channel(AHEAD);
    let asked = Arc::new(AtomicBool::new(false));
    stop_on_signal(Arc::clone(&asked), sender.clone());
    let console = Arc::clone(&reader.console);
    let read = Arc::clone(&reader.read);
    if console.shows_progress() {
        let (sources, console) = (reader.sources.clone(), Arc::clone(&console));
        thread::spawn(move || size_of(&sources).map(|bytes| console.expect(bytes)));
    }
    // Not waited for at the end: it may be waiting for input.
    thread::spawn(move || {
        reader.run(&sender);
    });
    let mut work =
        Work { command, output, console, read, asked, summary: Summary::default(), current: None, held: 0 };
    let done = if jobs == 1 {
        work.each(&events, None, AHEAD)
    } else {
        let pool = ThreadPoolBuilder::new().num_threads(jobs).build()?;
        pool.in_place_scope_fifo(|scope| work.each(&events, Some(scope), AHEAD * jobs))
    };
    work.console.finish();
    match done.and_then(|()| Ok(work.output.finish()?)) {
        // Whoever reads has read enough; what went wrong before went wrong all the same.
        Err(error) if !is_broken_pipe(&error) => Err(error),
        _ => Ok(work.summary),
    }
}

/// The bytes of all files; `None` if there is more than files.
fn size_of(sources: &Sources) -> Option<u64> {
    let mut bytes = 0;
    for source in sources.each().flatten() {
        bytes += fs::metadata(source.path?).map_or(0, |file| file.len());
    }
    Some(bytes)
}

/// Ends the run in good order if somebody asks for it; at once if they ask twice.
fn stop_on_signal(asked: Arc<AtomicBool>, events: SyncSender<Event>) {
    // Where signals can't be handled they end the process, as they do by themselves.
    drop(ctrlc::set_handler(move || {
        if asked.swap(true, Ordering::Relaxed) {
            #[expect(clippy::exit, reason = "somebody does not want to wait")]
            std::process::exit(Status::Interrupted as i32);
        }
        // Wakes whoever waits for an event; if there are some, nobody does.
        let _ = events.try_send(Event::Interrupted);
    }));
}

/// Something to be written, in the order in which it was read.
enum Slot {
    Open(Arc<Document>),
    /// What becomes of a block of so many bytes.
    Made(Receiver<(Made, Result<(), Error>)>, usize),
    Close {
        whole: bool,
        altered: bool,
    },
}

/// A document that is being written.
struct Current {
    document: Arc<Document>,
    edits: usize,
    /// Records that could not be read.
    malformed: usize,
    /// It is of no use any more.
    failed: bool,
}

struct Work<'c, C> {
    command: &'c C,
    output: Output,
    console: Arc<Console>,
    read: Arc<AtomicU64>,
    /// Somebody asks for an end.
    asked: Arc<AtomicBool>,
    summary: Summary,
    current: Option<Current>,
    /// Bytes of blocks that are worked on or wait to be written.
    held: usize,
}

impl<'c, C: Command> Work<'c, C> {
    /// Sees to all events; at most so many blocks are in work at a time.
    fn each(
        &mut self,
        events: &Receiver<Event>,
        scope: Option<&ScopeFifo<'c>>,
        most: usize,
    ) -> Result<(), Error> {
        let mut slots = VecDeque::new();
        // Of the document that is being read.
        let mut document = None;
        loop {
            if slots.len() >= most || self.held > MOST_HELD && !slots.is_empty() {
                self.write_next(&mut slots)?;
                continue;
            }
            let event = match events.try_recv() {
                _ if self.asked.load(Ordering::Relaxed) => Event::Interrupted,
                Ok(event) => event,
                Err(TryRecvError::Disconnected) => Event::End,
                Err(TryRecvError::Empty) if !slots.is_empty() => {
                    self.write_next(&mut slots)?;
                    continue;
                }
                Err(TryRecvError::Empty) => {
                    self.output.flush()?;
                    events.recv().unwrap_or(Event::End)
                }
            };
            if self.console.shows_progress() {
                self.console.progress(self.read.load(Ordering::Relaxed));
            }
            match event {
                Event::Open(opened) if self.command.is_ordered(&opened) && !opened.single => {
                    while !slots.is_empty() {
                        self.write_next(&mut slots)?;
                    }
                    if !self.in_order(&opened, events)? {
                        return Ok(());
                    }
                }
                Event::Open(opened) => {
                    document = Some(Arc::clone(&opened));
                    slots.push_back(Slot::Open(opened));
                }
                Event::Block(block) => {
                    let Some(document) = document.clone() else { continue };
                    let (sender, made) = sync_channel(1);
                    let bytes = block.bytes.len();
                    self.held += bytes;
                    let command = self.command;
                    let work = move || {
                        let mut made = Made::default();
                        let mut state = command.state(&document);
                        let mut result = command.block(&mut state, &document, &block, &mut made);
                        if result.is_ok() && command.is_ordered(&document) {
                            result = command.end(&mut state, &document, &mut made);
                        }
                        drop(sender.send((made, result)));
                    };
                    match scope {
                        Some(scope) => scope.spawn_fifo(move |_| work()),
                        None => work(),
                    }
                    slots.push_back(Slot::Made(made, bytes));
                }
                Event::Close { whole, altered } => slots.push_back(Slot::Close { whole, altered }),
                Event::Interrupted | Event::End => {
                    self.summary.interrupted = matches!(event, Event::Interrupted);
                    while !slots.is_empty() {
                        self.write_next(&mut slots)?;
                    }
                    return Ok(());
                }
            }
        }
    }

    /// Works on a document whose blocks depend on each other; false at the end of the run.
    fn in_order(&mut self, document: &Arc<Document>, events: &Receiver<Event>) -> Result<bool, Error> {
        self.open(Arc::clone(document))?;
        let command = self.command;
        let mut state = command.state(document);
        loop {
            let event = match events.try_recv() {
                _ if self.asked.load(Ordering::Relaxed) => Event::Interrupted,
                Ok(event) => event,
                Err(_) => {
                    self.output.flush()?;
                    events.recv().unwrap_or(Event::End)
                }
            };
            let mut made = Made::default();
            match event {
                Event::Block(block) => {
                    let result = command.block(&mut state, document, &block, &mut made);
                    self.write(made, result)?;
                }
                Event::Close { whole, altered } => {
                    let result = command.end(&mut state, document, &mut made);
                    self.write(made, result)?;
                    self.close(whole, altered)?;
                    return Ok(true);
                }
                Event::Interrupted => {
                    self.summary.interrupted = true;
                    return Ok(false);
                }
                Event::Open(_) | Event::End => return Ok(false),
            }
        }
    }

    fn write_next(&mut self, slots: &mut VecDeque<Slot>) -> Result<(), Error> {
        match slots.pop_front() {
            Some(Slot::Open(document)) => self.open(document),
            Some(Slot::Made(made, bytes)) => {
                let (made, result) = made.recv()?;
                self.held -= bytes;
                self.write(made, result)
            }
            Some(Slot::Close { whole, altered }) => self.close(whole, altered),
            None => Ok(()),
        }
    }

    fn open(&mut self, document: Arc<Document>) -> Result<(), Error> {
        self.summary.documents += 1;
        let opened = self.output.open(&document, self.command.keeps_bom());
        self.current = Some(Current { document, edits: 0, malformed: 0, failed: false });
        self.see_to(opened)
    }

    fn write(&mut self, mut made: Made, result: Result<(), Error>) -> Result<(), Error> {
        let Some(current) = self.current.as_mut().filter(|current| !current.failed) else { return Ok(()) };
        current.edits += made.edits;
        let (console, name) = (&*self.console, &*current.document.name);
        let mut problems = Problems { console, name, count: current.malformed };
        made.malformed.iter().for_each(|record| problems.tell(format_args!("{record}")));
        current.malformed = problems.count;
        if let Some(stats) = &made.stats {
            self.summary.stats.add(stats);
        }
        let result = self.command.in_turn(&current.document, &mut made).and(result);
        let is_file = current.document.path.is_some();
        let unedited =
            is_file && current.document.single && made.edits == 0 && self.command.leaves_unedited();
        if !unedited && !made.bytes.is_empty() {
            let written = self.output.write(&made.bytes);
            self.see_to(written)?;
        }
        if let Err(error) = result {
            self.fail(&error);
        }
        Ok(())
    }

    fn close(&mut self, whole: bool, altered: bool) -> Result<(), Error> {
        let failed = self.current.as_ref().is_none_or(|current| current.failed);
        if !failed && self.command.ends_lines() && self.output.is_inside_line() {
            let written = self.output.write(b"\n");
            self.see_to(written)?;
        }
        let Some(current) = self.current.take() else { return Ok(()) };
        let document = &current.document;
        let dropped = current.malformed > 0 && document.malformed == Handling::Drop;
        let problems = Problems { console: &self.console, name: &document.name, count: current.malformed };
        let what = if dropped { "left out" } else { "kept as they came" };
        problems.sum(format_args!("malformed records {what}"));
        let changed = current.edits > 0 || (altered || dropped) && !self.command.leaves_unedited();
        let mut good = whole && !current.failed;
        if let Err(error) = self.output.close(good, changed) {
            self.console.error_in(&document.name, &error);
            good = false;
        }
        self.command.ended(good);
        if good {
            self.summary.changed += usize::from(changed);
            self.console.note(format_args!("{}: edits: {}", document.name, current.edits));
            if self.output.is_dry() && changed {
                self.output.say(&document.name)?;
            }
        }
        Ok(())
    }

    /// A document that can't be written is no end, but where all go to the same place.
    fn see_to(&mut self, written: Result<(), Error>) -> Result<(), Error> {
        match written {
            Err(error) if !self.output.is_stdout() => {
                self.fail(&error);
                Ok(())
            }
            written => written,
        }
    }

    fn fail(&mut self, error: &Error) {
        let Some(current) = &mut self.current else { return };
        current.failed = true;
        current.document.stopped.store(true, Ordering::Relaxed);
        self.console.error_in(&current.document.name, error);
    }
}
