package io.turnpike.server.settings;

import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/// Why something failed, in words for an operator.
public final class Reason {
    private Reason() {}

    /// The message with those of its causes. What the JDK says by the class alone is put into words.
    public static String of(Throwable fault) {
        String said = said(fault);
        Throwable cause = fault.getCause();
        if (cause == null) {
            return said;
        }
        String behind = of(cause);
        boolean isWrapping = fault instanceof UncheckedIOException;
        return isWrapping ? behind : said.contains(behind) ? said : said + ": " + behind;
    }

    private static String said(Throwable fault) {
        @Nullable String message = fault.getMessage();
        return switch (fault) {
            case NoSuchFileException _ -> message + ": no such file or folder";
            case AccessDeniedException _ -> message + ": permission denied";
            case FileAlreadyExistsException _ -> message + ": is a file, where a folder is needed";
            case CharacterCodingException _ -> "it is not text in UTF-8";
            default -> message == null ? fault.getClass().getSimpleName() : message;
        };
    }
}
