package io.turnpike.metering.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// A folder in memory that knows what was forced to disk: it can be left as a killed process or a power cut would
/// leave it, and fails when it is told to.
final class ForgetfulDirectory implements LogDirectory {
    private final TreeMap<String, Content> names = new TreeMap<>();
    private Map<String, Content> forcedNames = new HashMap<>();
    private int operationsLeft = Integer.MAX_VALUE;
    private boolean isFull;
    private boolean cannotForce;
    private boolean cannotForceNames;
    private volatile boolean cannotRead;

    /// The process is killed in the middle of the operation behind so many.
    void killAfter(int operations) {
        operationsLeft = operations;
    }

    /// From now on each write fails after half of its bytes.
    void fill(boolean isFull) {
        this.isFull = isFull;
    }

    /// From now on which names there are cannot be forced.
    void breakNames(boolean isBroken) {
        cannotForceNames = isBroken;
    }

    /// From now on no file can be read.
    void breakReading(boolean isBroken) {
        cannotRead = isBroken;
    }

    /// From now on no file can be forced.
    void breakForcing(boolean cannotForce) {
        this.cannotForce = cannotForce;
    }

    /// What the next process finds: all that was written.
    synchronized ForgetfulDirectory afterKill() {
        ForgetfulDirectory left = new ForgetfulDirectory();
        names.forEach((name, content) -> left.names.put(name, content.copy(content.size)));
        left.forcedNames = new HashMap<>(left.names);
        return left;
    }

    /// What the next process finds: what was forced, and of each file a random part of what was written behind that.
    synchronized ForgetfulDirectory afterPowerCut(Random random) {
        ForgetfulDirectory left = new ForgetfulDirectory();
        forcedNames.forEach((name, content) ->
                left.names.put(name, content.copy(content.forced + random.nextInt(content.size - content.forced + 1))));
        left.forcedNames = new HashMap<>(left.names);
        return left;
    }

    synchronized byte[] bytes(String name) {
        Content content = names.get(name);
        return Arrays.copyOf(content.bytes, content.size);
    }

    synchronized void put(String name, byte[] bytes) {
        Content content = new Content();
        content.append(ByteBuffer.wrap(bytes), bytes.length);
        content.forced = bytes.length;
        names.put(name, content);
        forcedNames.put(name, content);
    }

    @Override
    public synchronized List<String> names() {
        return List.copyOf(names.keySet());
    }

    @Override
    public boolean isLocked() {
        return false;
    }

    @Override
    public synchronized long size(String name) throws IOException {
        return content(name).size;
    }

    @Override
    public synchronized Input open(String name) throws IOException {
        Content content = content(name);
        return new Input() {
            @Override
            public long size() {
                return content.size;
            }

            @Override
            public void read(ByteBuffer into, long from) throws IOException {
                if (cannotRead) {
                    throw new IOException("Input/output error");
                }
                int count = (int) Math.min(into.remaining(), content.size - from);
                into.put(content.bytes, (int) from, Math.max(0, count));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public synchronized Output create(String name) throws IOException {
        operation();
        Content content = new Content();
        names.put(name, content);
        return new Output() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                append(content, bytes);
            }

            @Override
            public void force() throws IOException {
                forced(content);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public synchronized void truncate(String name, long size) throws IOException {
        operation();
        Content content = content(name);
        content.size = (int) size;
        content.forced = (int) size;
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        operation();
        names.put(to, content(from));
        names.remove(from);
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        operation();
        names.remove(name);
    }

    @Override
    public synchronized void force() throws IOException {
        operation();
        if (cannotForceNames) {
            throw new IOException("Input/output error");
        }
        forcedNames = new HashMap<>(names);
    }

    private synchronized void append(Content content, ByteBuffer bytes) throws IOException {
        boolean isLast = operationsLeft == 0;
        if (isFull || isLast) {
            content.append(bytes, bytes.remaining() / 2);
        }
        operation();
        if (isFull) {
            throw new IOException("No space left on device");
        }
        content.append(bytes, bytes.remaining());
    }

    private synchronized void forced(Content content) throws IOException {
        operation();
        if (cannotForce) {
            throw new IOException("Input/output error");
        }
        content.forced = content.size;
    }

    private void operation() throws IOException {
        if (operationsLeft-- <= 0) {
            operationsLeft = 0;
            throw new Killed();
        }
    }

    private Content content(String name) throws NoSuchFileException {
        Content content = names.get(name);
        if (content == null) {
            throw new NoSuchFileException(name);
        }
        return content;
    }

    /// Not an exception that the log could handle.
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private static final class Content {
        private byte[] bytes = new byte[256];
        private int size;
        private int forced;

        void append(ByteBuffer from, int count) {
            if (bytes.length - size < count) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + count));
            }
            from.get(bytes, size, count);
            size += count;
        }

        Content copy(int length) {
            Content copy = new Content();
            copy.append(ByteBuffer.wrap(bytes, 0, length), length);
            copy.forced = length;
            return copy;
        }
    }
}
