use std::io::*;
fn main(){ let mut s=String::new(); stdin().read_to_string(&mut s).unwrap();
 if std::env::args().nth(1).as_deref()==Some("s"){ let mut o=dabir::SentenceOptions::default(); o.newlines=dabir::Newlines::Ignore; for x in o.sentences(&s){ println!("{}",x.trimmed()); } return; }
 let mut out=String::new();
 for l in s.lines(){ for t in dabir::words(l){ out+=t.text(); out+="\n"; } out+="\n"; } print!("{out}"); }
