package io.turnpike.http;

import static io.turnpike.http.Served.open;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.StorageUnavailable;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// What the three kinds of failure leave in the log.
class IncidentLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(Dispatcher.class);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    @BeforeEach
    void listen() {
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
        logger.addAppender(appender);
        appender.start();
    }

    @AfterEach
    void leave() {
        logger.detachAppender(appender);
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    @Test
    void logsABugOnceWithItsTraceUnderTheIdOfTheAnswer() {
        var bug = new IllegalStateException("bug");

        String answer = answerOf(bug);

        assertThat(appender.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.ERROR);
            assertThat(answer).isEqualTo("{\"incident\":\"" + event.getArgumentArray()[0] + "\"}");
            assertThat(event.getThrowableProxy().getMessage()).isEqualTo("bug");
            assertThat(event.getThrowableProxy().getStackTraceElementProxyArray())
                    .hasSize(bug.getStackTrace().length);
        });
    }

    @Test
    void logsAStorageThatIsDownAsOneWarning() {
        answerOf(new StorageUnavailable(new IllegalStateException("refused")));

        assertThat(appender.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN);
    }

    @Test
    void logsNothingOfARefusal() {
        answerOf(new Refused(new Problem.Malformed("the body must be JSON")));

        assertThat(appender.list).isEqualTo(List.of());
    }

    private static String answerOf(RuntimeException thrown) {
        try (var served = Served.with(open("GET", "/throw", call -> {
            throw thrown;
        }))) {
            return served.get("/throw").body();
        }
    }
}
