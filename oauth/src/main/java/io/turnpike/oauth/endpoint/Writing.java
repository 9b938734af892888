package io.turnpike.oauth.endpoint;

import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.util.function.Function;
import java.util.function.LongConsumer;

/// Changes that hold by the time they are told of: an app that got a token calls with it at once (runtime V4).
public final class Writing {
    private final Storage storage;
    private final LongConsumer enforced;

    /// @param enforced waits until this node enforces a revision
    public Writing(Storage storage, LongConsumer enforced) {
        this.storage = storage;
        this.enforced = enforced;
    }

    public <T> T write(Place place, Function<Work, T> unit) {
        var caller = new AppCaller(place);
        T result = storage.write(caller, unit);
        caller.revision().ifPresent(enforced);
        return result;
    }
}
