package io.turnpike.server.settings;

/// A setting that stops the start; the message names it.
public final class WrongSetting extends RuntimeException {
    private static final long serialVersionUID = 1;

    public WrongSetting(String message) {
        super(message, null, false, false);
    }
}
