// SPDX-License-Identifier: Apache-2.0
import CMalloc

/// Settings of the C library's memory for a process that serves.
enum Memory {
    /// Blocks from here on are mapped for themselves, and go back to the system when they are freed: bodies and what is read
    /// from them; what a single request of another kind takes is far smaller.
    static let mappedBytes: Int32 = 1 << 20

    /// Keeps glibc from raising the threshold for mappings with each large block that is freed, up to 32 MB: after that
    /// bodies lie among what lives on, and their room is never given back (mallopt(3); docs/performance.md has the figures).
    static func giveBackLargeBlocks() {
        mallopt(M_MMAP_THRESHOLD, mappedBytes)
        mallopt(M_TRIM_THRESHOLD, mappedBytes)
    }
}
