package io.turnpike.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.storage.StorageUnavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HousekeepingTest {
    private static final Duration SOON = Duration.ofMillis(1);

    @Test
    void goesOnAfterATaskThatFailed() throws InterruptedException {
        CountDownLatch unavailable = new CountDownLatch(2);
        CountDownLatch broken = new CountDownLatch(2);

        try (Housekeeping _ = Housekeeping.start(
                new Housekeeping.Task(SOON, () -> {
                    unavailable.countDown();
                    throw new StorageUnavailable(new IOException("away"));
                }),
                new Housekeeping.Task(SOON, () -> {
                    broken.countDown();
                    throw new IllegalStateException("broken");
                }))) {
            assertThat(unavailable.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(broken.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
