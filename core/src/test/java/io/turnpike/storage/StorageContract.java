package io.turnpike.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.util.function.Consumer;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// What all contracts of the storage start from.
public interface StorageContract {
    /// Empty at the start of each test.
    Storage storage();

    default <T> T write(Function<Work, T> unit) {
        return storage().write(RecordingCaller.anyone(), unit);
    }

    default void change(Consumer<Work> unit) {
        write(work -> {
            unit.accept(work);
            return work;
        });
    }

    default <T> T read(Function<Work, T> unit) {
        return storage().read(unit);
    }

    static void assertRefused(Problem problem, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.problem()).isEqualTo(problem));
    }
}
