package io.turnpike.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// All that a process prints, to both of its streams, and a way to wait for a line.
final class Output {
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    /// Reads in the background until the process ends.
    static Output of(Process process) {
        Output output = new Output();
        Thread.startVirtualThread(() -> output.read(process.inputReader()));
        return output;
    }

    /// Waits for a line, printed before or after this call.
    ///
    /// @throws AssertionError with all that was printed, if the process ends or the time is up before
    String await(Predicate<String> wanted) throws InterruptedException {
        return await(1, wanted).getFirst();
    }

    /// Waits for the first lines of a kind.
    List<String> await(int count, Predicate<String> wanted) throws InterruptedException {
        long left = Turnpike.PATIENCE.toNanos();
        lock.lock();
        try {
            while (true) {
                List<String> found = lines.stream().filter(wanted).limit(count).toList();
                if (found.size() == count) {
                    return found;
                }
                if (ended || left <= 0) {
                    throw new AssertionError((ended ? "the process ended" : "nothing came for too long")
                            + " before the line that was waited for; it printed:\n" + text());
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// All that was printed, once the process has ended.
    String whole() throws InterruptedException {
        long left = Turnpike.PATIENCE.toNanos();
        lock.lock();
        try {
            while (!ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            return text();
        } finally {
            lock.unlock();
        }
    }

    /// What was printed so far.
    String text() {
        lock.lock();
        try {
            return String.join("\n", lines);
        } finally {
            lock.unlock();
        }
    }

    private void read(BufferedReader reader) {
        try (reader) {
            reader.lines().forEach(line -> changed(() -> lines.add(line)));
        } catch (UncheckedIOException | IOException e) {
            changed(() -> lines.add("(the output broke off: " + e.getMessage() + ")"));
        } finally {
            changed(() -> ended = true);
        }
    }

    private void changed(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
