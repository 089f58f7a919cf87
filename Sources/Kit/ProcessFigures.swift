// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Reads what the kernel knows about this process (proc(5)), under the names every Prometheus library uses.
enum ProcessFigures {
    struct Figure {
        let name: String
        let kind: String
        let help: String
        let value: Double
    }

    /// Reads the figures; those the system does not tell are left out.
    static func read() -> [Figure] {
        var figures: [Figure] = []
        // Fields after the name in brackets: utime is the 12th and stime the 13th of them, rss the 22nd.
        if let fields = fields(of: "/proc/self/stat"), fields.count > 21,
            let user = Double(fields[11]), let system = Double(fields[12]), let pages = Double(fields[21])
        {
            let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
            let cpu = (user + system) / ticks
            let resident = pages * Double(sysconf(Int32(_SC_PAGESIZE)))
            figures += [
                Figure(name: "process_cpu_seconds_total", kind: "counter", help: "CPU time used.", value: cpu),
                Figure(
                    name: "process_resident_memory_bytes", kind: "gauge", help: "Memory in RAM.", value: resident),
            ]
        }
        // A folder that cannot be listed is a figure that is not told.
        if let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count {
            figures.append(
                Figure(name: "process_open_fds", kind: "gauge", help: "Open file descriptors.", value: Double(open)))
        }
        return figures
    }

    private static func fields(of path: String) -> [Substring]? {
        // The command's name stands in brackets and may hold spaces: the fields begin after the last bracket.
        guard let bytes = FileManager.default.contents(atPath: path),
            let end = bytes.lastIndex(of: UInt8(ascii: ")"))
        else { return nil }
        return String(decoding: bytes[(end + 1)...], as: UTF8.self).split(separator: " ")
    }
}
