use std::io::*;
fn main(){ let mut s=String::new(); stdin().read_to_string(&mut s).unwrap();
 let p=std::env::args().nth(1).and_then(|p|dabir::Preset::from_name(&p)).unwrap_or_default();
 let n=dabir::Normalizer::builder().preset(p).build();
 if std::env::args().nth(2).is_some(){ let mut w=n.worker(); let r=w.normalize(&s); for e in r.edits(){ eprintln!("{} {:?} -> {:?}",e.rule(),r.removed(e),r.inserted(e)); } }
 print!("{}", n.normalize(&s)); }
