//! The tests that run with each allocator as the `#[global_allocator]` of a native program.

macro_rules! suite {
    ($allocator:ident) => {
        #[test]
        fn a_program_runs() {
            (0..if cfg!(miri) { 1 } else { 3 }).for_each(crate::program::run);
        }

        #[test]
        fn a_program_runs_in_many_threads() {
            let run = |seed| std::thread::spawn(move || crate::program::run(seed));
            let threads: Vec<_> = (0..if cfg!(miri) { 2 } else { 4 }).map(run).collect();
            threads.into_iter().for_each(|thread| thread.join().unwrap());
        }

        /// Values created in one thread are dropped in another.
        #[test]
        fn blocks_are_freed_by_other_threads() {
            let (send, receive) = std::sync::mpsc::channel::<Vec<String>>();
            let sender = std::thread::spawn(move || {
                for n in 0..200 {
                    send.send((0..n % 17).map(|m| format!("{n} {m}")).collect()).unwrap();
                }
            });
            for (n, strings) in receive.into_iter().enumerate() {
                assert!(strings.iter().enumerate().all(|(m, string)| *string == format!("{n} {m}")));
            }
            sender.join().unwrap();
        }

        /// A request for more memory than there is fails, and the program continues.
        #[test]
        fn out_of_memory_is_an_error() {
            let mut vector = vec![1_u8; 100];
            assert!(vector.try_reserve(1 << 40).is_err());
            assert!(vector.try_reserve(isize::MAX as usize - 100).is_err());
            assert_eq!(vector, [1; 100]);
            vector.try_reserve(1000).unwrap();
        }

        /// The panic message about misuse is allocated on the same heap.
        #[cfg(debug_assertions)]
        #[test]
        fn misuse_is_reported_although_the_message_is_allocated() {
            use std::alloc::{GlobalAlloc, Layout};
            let layout = Layout::from_size_align(48, 8).unwrap();
            // Without a backtrace, whose symbols would take a hundred thousand allocations.
            let usual = std::panic::take_hook();
            std::panic::set_hook(Box::new(|info| drop(info.to_string())));
            let complaint = std::panic::catch_unwind(|| {
                // SAFETY: violated on purpose; the heap detects that there is no block, and does nothing.
                unsafe { $allocator.dealloc(std::ptr::without_provenance_mut(0x10008), layout) };
            });
            std::panic::set_hook(usual);
            let complaint = complaint.unwrap_err();
            assert!(complaint.downcast_ref::<String>().unwrap().contains("0x10008"));
        }
    };
}

pub(crate) use suite;
