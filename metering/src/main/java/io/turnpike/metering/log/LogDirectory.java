package io.turnpike.metering.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// The folder of the log, as far as the log needs one. Safe for use by several threads.
///
/// Tests put a folder in its place that forgets what was not forced, or fails.
interface LogDirectory {
    /// Names of all files, sorted.
    List<String> names() throws IOException;

    long size(String name) throws IOException;

    Input open(String name) throws IOException;

    /// A new file, or an emptied one.
    Output create(String name) throws IOException;

    /// Cuts a file and forces that to disk.
    void truncate(String name, long size) throws IOException;

    /// Gives a file another name, at once or not at all.
    void rename(String from, String to) throws IOException;

    /// Deletes a file if it is there.
    void delete(String name) throws IOException;

    /// Whether a process writes here.
    boolean isLocked() throws IOException;

    /// Forces to disk which names there are.
    void force() throws IOException;

    /// A file that is read.
    interface Input extends AutoCloseable {
        long size() throws IOException;

        /// Fills `into` from a place of the file on, as far as the file goes.
        void read(ByteBuffer into, long from) throws IOException;

        @Override
        void close() throws IOException;
    }

    /// A file that is appended to.
    interface Output extends AutoCloseable {
        /// Writes all that remains.
        void write(ByteBuffer bytes) throws IOException;

        /// Forces what was written to disk.
        void force() throws IOException;

        @Override
        void close() throws IOException;
    }
}
