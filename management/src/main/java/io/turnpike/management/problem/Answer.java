package io.turnpike.management.problem;

/// What a client is told about a problem, before a dialect gives it a shape.
///
/// @param status of HTTP
/// @param googleStatus name of the status in Google's errors
/// @param code Edge's `code`, and X's `violations[0].type`
record Answer(int status, String googleStatus, String code, String message) {
    static Answer invalid(String code, String message) {
        return new Answer(400, "INVALID_ARGUMENT", code, message);
    }

    static Answer precondition(String code, String message) {
        return new Answer(400, "FAILED_PRECONDITION", code, message);
    }

    static Answer notFound(String code, String message) {
        return new Answer(404, "NOT_FOUND", code, message);
    }

    static Answer exists(String code, String message) {
        return new Answer(409, "ALREADY_EXISTS", code, message);
    }
}
