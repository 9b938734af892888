package io.turnpike.oauth.endpoint;

import io.turnpike.access.Caller;
import java.util.OptionalLong;

/// An app, as the one on whose behalf its tokens are stored. The audit is about people: it hears nothing of it.
public final class AppCaller implements Caller {
    private final String organization;
    private OptionalLong revision = OptionalLong.empty();

    public AppCaller(Place place) {
        this.organization = place.organization().name();
    }

    @Override
    public String name() {
        return "app";
    }

    @Override
    public String organization() {
        return organization;
    }

    @Override
    public String operation() {
        return "UPDATE";
    }

    @Override
    public String resource() {
        return "";
    }

    @Override
    public boolean isAudited() {
        return false;
    }

    @Override
    public void committed(long place) {
        revision = OptionalLong.of(place);
    }

    OptionalLong revision() {
        return revision;
    }
}
