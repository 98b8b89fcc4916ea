//! The pages of the module are those of a lane: lite-alloc's allocators do the same on both, request by request.

use heap_lab::{
    arena::Settings,
    examples::EXAMPLES,
    lab::{LaneKind, Recording, peer::Peer, view::Outcome},
    script,
    text::Language,
    trace::Op,
};

use crate::module::instance;

#[test]
fn lite_alloc_does_the_same_in_the_module_and_here() {
    for example in EXAMPLES {
        let trace = script::run(example.script(Language::English)).expect("it is a script").trace;
        for settings in [example.settings, Settings { page_size: 64, max_pages: 97 }] {
            for kind in LaneKind::OURS {
                let run = Recording::run(kind, trace.clone(), settings).expect("it runs");
                let mut peer = Peer::open(Box::new(instance()), kind, settings).expect("it opens");
                // Where each block is, with its size and alignment.
                let mut live = vec![None; trace.blocks.len()];
                for (number, op) in trace.ops.iter().enumerate() {
                    let asked = match *op {
                        Op::Alloc { block, size, align, zeroed } => {
                            let address = peer.allocate(size.max(1), align, zeroed).expect("no trap");
                            live[block as usize] = address.map(|address| (address, size.max(1), align));
                            address
                        }
                        Op::Realloc { block, size: new } => {
                            live[block as usize].and_then(|(at, size, align)| {
                                let to = peer.reallocate(at, size, align, new.max(1)).expect("no trap")?;
                                live[block as usize] = Some((to, new.max(1), align));
                                Some(to)
                            })
                        }
                        Op::Free { block } => {
                            if let Some((at, size, align)) = live[block as usize].take() {
                                peer.deallocate(at, size, align).expect("no trap");
                            }
                            None
                        }
                        Op::TakePages { pages } => {
                            peer.take_pages(pages).expect("no trap");
                            None
                        }
                        Op::Label { .. } => None,
                    };
                    let placed = match run.outcome(number) {
                        Outcome::Placed { address } | Outcome::InPlace { address } => Some(address),
                        Outcome::Moved { to, .. } => Some(to),
                        _ => None,
                    };
                    let what = format!("{} {kind:?} {settings:?} {number}", example.slug);
                    assert_eq!(asked, placed, "{what}");
                    assert_eq!(peer.heap_end(), Ok(run.end_after(number + 1)), "{what}");
                }
            }
        }
    }
}
