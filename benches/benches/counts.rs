//! How many instructions do representative calls take, and is that still what it was?
//!
//! Instructions are counted by valgrind: other work on the machine, its clock and its caches do not matter, and the same build counts the same within a few in a thousand. What was counted last
//! stands in `counts.txt` beside the benches. A call that takes more than [`TOLERANCE`] more is an error; one that takes so much
//! less is worth recording:
//!
//! ```text
//! cargo build --release -p dabir-cli && cargo bench -p dabir-benches --bench counts            # compares
//! cargo build --release -p dabir-cli && cargo bench -p dabir-benches --bench counts -- --write # records
//! ```
//!
//! Of `characters/mixed` the larger of two figures is kept: a buffer of its grows in place or is copied, as the system likes.
//! Another compiler makes other code, and a processor without AVX2 takes other ways: where one is not as when the file was
//! written, or where there is no valgrind, nothing is compared.

#![expect(clippy::print_stdout, reason = "a command-line tool reports")]

use dabir::{Confidence, Context, Dictionary, Normalizer, Preset, TokenKind};
use dabir_benches::{clean, kinds, lost, mixed};
use dabir_stem::{Analyzer, Conjugator, Lemmatizer, Stemmer, Verb};
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

/// How much of what was counted a call may take more.
const TOLERANCE: f64 = 0.03;
/// Bytes of each text: valgrind is slow.
const SIZE: usize = 200_000;
const RECORD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/counts.txt");
const HEAD: &str = "# Instructions; see benches/counts.rs. `cargo bench -p dabir-benches --bench counts -- --write` writes this file.";

type Counts = BTreeMap<String, u64>;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let has = |argument: &str| arguments.iter().any(|given| given == argument);
    if has("--run") {
        each_call(|_, call| {
            // Once for what is made at the first call, and for buffers to grow.
            call();
            counted(call);
        });
        return Ok(ExitCode::SUCCESS);
    }
    if Command::new("valgrind").arg("--version").stdout(Stdio::null()).status().is_err() {
        println!("no valgrind: instructions are not counted");
        return Ok(ExitCode::SUCCESS);
    }
    let compiler = String::from_utf8(Command::new("rustc").arg("--version").output()?.stdout)?;
    let compiler = format!("{}, {}", compiler.trim(), processor());
    let record = fs::read_to_string(RECORD).unwrap_or_default();
    if !has("--write") && !record.lines().any(|line| line.strip_prefix("# ") == Some(compiler.as_str())) {
        println!("counted with other than {compiler}: nothing is compared");
        return Ok(ExitCode::SUCCESS);
    }
    let counts = count()?;
    if has("--write") {
        let mut text = format!("{HEAD}\n# {compiler}\n");
        counts.iter().try_for_each(|(name, count)| writeln!(text, "{name} {count}"))?;
        fs::write(RECORD, text)?;
        println!("{RECORD} is written");
        return Ok(ExitCode::SUCCESS);
    }
    Ok(compare(&counts, &read(&record)))
}

/// What of the processor the code asks for.
fn processor() -> &'static str {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        return "x86-64 with AVX2";
    }
    std::env::consts::ARCH
}

/// What the file says.
fn read(record: &str) -> Counts {
    let lines = record.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(name, n)| Some((name.to_owned(), n.parse().ok()?)))
        .collect()
}

fn compare(counts: &Counts, before: &Counts) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for name in before.keys().filter(|name| !counts.contains_key(*name)) {
        println!("{name}: no longer counted");
        code = ExitCode::FAILURE;
    }
    for (name, &count) in counts {
        let Some(&was) = before.get(name) else {
            println!("{name}: {count}, not recorded");
            code = ExitCode::FAILURE;
            continue;
        };
        let change = count as f64 / was as f64 - 1.0;
        let remark = if change > TOLERANCE {
            code = ExitCode::FAILURE;
            "  MORE than it was"
        } else if change < -TOLERANCE {
            "  less: worth recording"
        } else {
            ""
        };
        println!("{name:<28} {count:>12} {:>+6.1} %{remark}", change * 100.0);
    }
    code
}

/// Counts all calls in one run of this program, and each start of the command in one of its own.
fn count() -> Result<Counts, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("counts");
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder)?;
    let program = std::env::current_exe()?;
    let mut names = Vec::new();
    each_call(|name, _| names.push(name.to_owned()));
    // Counting starts and ends with the function, as does each file with counts.
    valgrind(
        &folder,
        "calls",
        &["--toggle-collect=counts::counted", "--dump-after=counts::counted"],
        &program,
        &["--run"],
        "",
    )?;
    let mut counts = Counts::new();
    for (i, name) in names.into_iter().enumerate() {
        counts.insert(name, total(&folder.join(format!("calls.{}", i + 1)))?);
    }
    let command = program.ancestors().nth(2).unwrap_or(&program).join("dabir");
    if !command.exists() {
        return Err(format!("{} is not there: cargo build --release -p dabir-cli", command.display()).into());
    }
    for arguments in [&["normalize"][..], &["tokenize"], &["lemmatize"], &["check", "--no-config"]] {
        let name = format!("start/{}", arguments[0]);
        valgrind(
            &folder,
            arguments[0],
            &[],
            &command,
            &[arguments, &["--jobs", "1"]].concat(),
            "کتاب خوب است.\n",
        )?;
        counts.insert(name, total(&folder.join(arguments[0]))?);
    }
    Ok(counts)
}

/// Runs a program under valgrind, which writes what it counts to files of this name in the folder.
fn valgrind(
    folder: &Path,
    name: &str,
    options: &[&str],
    program: &PathBuf,
    arguments: &[&str],
    input: &str,
) -> Result<(), Box<dyn Error>> {
    let mut child = Command::new("valgrind")
        .args(["--tool=callgrind", "-q"])
        .arg(format!("--callgrind-out-file={}", folder.join(name).display()))
        .args(options)
        .arg(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    child.stdin.take().ok_or("no input")?.write_all(input.as_bytes())?;
    let status = child.wait()?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{} under valgrind: {status}", program.display()).into())
    }
}

/// The instructions of a file of callgrind.
fn total(path: &Path) -> Result<u64, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let total =
        text.lines().find_map(|line| line.strip_prefix("totals: ").or(line.strip_prefix("summary: ")));
    Ok(total.ok_or_else(|| format!("{}: no total", path.display()))?.trim().parse()?)
}

/// What is counted is what happens in here.
#[inline(never)]
fn counted(call: &mut dyn FnMut()) {
    call();
    // Not the last call of the function, which would be a jump.
    black_box(());
}

/// Gives each call with its name.
fn each_call(mut each: impl FnMut(&str, &mut dyn FnMut())) {
    let cut = |text: String| {
        let lines = text.split_inclusive('\n');
        let mut size = 0;
        lines
            .take_while(|line| {
                size += line.len();
                size <= SIZE
            })
            .collect::<String>()
    };
    let (clean, mixed, lost) = (cut(clean()), cut(mixed()), cut(lost()));
    let [_, _, (_, code)] = kinds().map(|(name, text)| (name, cut(text)));
    let of = |preset| Normalizer::builder().preset(preset).build();
    let (standard, characters) = (of(Preset::Standard), of(Preset::Characters));
    for (name, normalizer, text) in [
        ("characters/clean", &characters, &clean),
        ("characters/mixed", &characters, &mixed),
        ("characters/code", &characters, &code),
        ("standard/clean", &standard, &clean),
        ("standard/mixed", &standard, &mixed),
        ("standard/lost", &standard, &lost),
        ("search/mixed", &of(Preset::Search), &mixed),
        ("corpus/lost", &of(Preset::Corpus), &lost),
        ("eager/lost", &Normalizer::builder().confidence(Confidence::Eager).build(), &lost),
        ("evidence/lost", &Normalizer::builder().document_evidence(true).build(), &lost),
    ] {
        each(name, &mut || drop(black_box(normalizer.normalize(black_box(text)))));
    }
    each("is-normalized/clean", &mut || _ = black_box(standard.is_normalized(black_box(&clean))));
    let mut worker = standard.worker();
    each("edits/lost", &mut || {
        let result = worker.normalize(black_box(&lost));
        black_box((result.edits().len(), result.alignment().to_output(lost.len() / 2)));
    });
    each("build", &mut || drop(black_box(of(Preset::Standard))));
    let entries = "علی\u{200c}اف\n!کتابها\nروزافزون\n".repeat(100);
    each("dictionary", &mut || drop(black_box(Dictionary::parse(black_box(&entries)))));
    each("context", &mut || _ = black_box(Context::default().after(black_box(&clean))));
    for (name, text) in [("tokens/mixed", &mixed), ("tokens/code", &code)] {
        each(name, &mut || _ = black_box(dabir::tokens(black_box(text)).map(black_box).count()));
    }
    each("words/clean", &mut || _ = black_box(dabir::words(black_box(&clean)).map(black_box).count()));
    each("sentences/clean", &mut || {
        _ = black_box(dabir::sentences(black_box(&clean)).map(black_box).count())
    });
    let words = |text| -> Vec<&str> {
        dabir::words(text).filter(|token| token.kind() == TokenKind::Word).map(|token| token.text()).collect()
    };
    let (clean_words, lost_words) = (words(&clean), words(&lost));
    let (stemmer, lemmatizer, analyzer) = (Stemmer::new(), Lemmatizer::new(), Analyzer::new());
    each("stem/clean", &mut || {
        clean_words.iter().for_each(|word| drop(black_box(stemmer.stem(black_box(word)))))
    });
    for (name, words) in [("lemmatize/clean", &clean_words), ("lemmatize/lost", &lost_words)] {
        each(name, &mut || {
            words.iter().for_each(|word| drop(black_box(lemmatizer.lemmatize(black_box(word), None))))
        });
    }
    let few = &lost_words[..lost_words.len() / 8];
    each("analyze/lost", &mut || {
        few.iter().for_each(|word| drop(black_box(analyzer.analyze(black_box(word)))))
    });
    // Of so many that the random keys of hash tables do not matter.
    each("conjugate", &mut || {
        Verb::all().step_by(30).for_each(|verb| drop(black_box(Conjugator::for_verb(verb).forms())))
    });
}
