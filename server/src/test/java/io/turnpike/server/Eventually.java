package io.turnpike.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/// What a node does behind its answers: it is asked until it is done, however long that takes it.
final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Eventually() {}

    /// @return the first answer that is as wanted
    static <T> T answers(Callable<T> question, Predicate<T> wanted) throws Exception {
        long start = System.nanoTime();
        T answer = question.call();
        while (!wanted.test(answer)) {
            assertThat(System.nanoTime() - start).as("still %s", answer).isLessThan(PATIENCE.toNanos());
            answer = question.call();
        }
        return answer;
    }
}
