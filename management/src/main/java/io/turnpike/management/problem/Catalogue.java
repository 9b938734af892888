package io.turnpike.management.problem;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import java.util.Locale;

/// Status, code and message of every problem.
///
/// Source: management-api 2.2 and 2.3. Where no code is documented, it is one in the family's spelling.
final class Catalogue {
    private Catalogue() {}

    static Answer answer(Problem problem) {
        return switch (problem) {
            case Problem.NotFound missing -> Missing.answer(missing);
            case Problem.NoSuchStart start -> Missing.answer(start);
            case Problem.InvalidField field -> Invalid.answer(field);
            case Problem.AlreadyExists taken -> exists(taken);
            case Problem.WrongState state -> wrongState(state);
            case Problem.Malformed(String rule) -> Answer.invalid("rest.interceptor.malformed_request", rule);
            case Problem.ChangedMeanwhile(Kind kind, String name, long _) ->
                new Answer(
                        412,
                        "FAILED_PRECONDITION",
                        "rest.interceptor.changed_meanwhile",
                        "%s %s was changed since it was read".formatted(title(kind), name));
            case Problem.StillReferenced(Kind kind, String name, String by) ->
                Answer.precondition(
                        stillReferenced(kind),
                        "Cannot delete %s [%s] used in %s".formatted(referenced(kind), name, by));
            case Problem.InvalidScopes(var allowed) ->
                Answer.invalid(
                        "keymanagement.service.InvalidScopes",
                        "Invalid scopes. Scopes must be contained in [%s]".formatted(String.join(", ", allowed)));
            case Problem.BasePathTaken taken -> basePathTaken(taken);
            case Problem.RatePlanOverlap overlap -> overlap(overlap);
            case Problem.InsufficientFunds(String product, String due, String balance) ->
                Answer.precondition(
                        "mint.insufficientFunds",
                        "A subscription to %s costs %s, and the balance is %s".formatted(product, due, balance));
            case Problem.BadBundle bundle -> BadBundles.answer(bundle);
            case Problem.Unauthenticated(String rule) ->
                new Answer(401, "UNAUTHENTICATED", "usersandroles.Unauthenticated", rule);
            case Problem.Forbidden(String permission) ->
                new Answer(403, "PERMISSION_DENIED", "usersandroles.PermissionDenied", "This needs " + permission);
            case Problem.NoSuchRoute(String path) ->
                Answer.notFound("rest.interceptor.no_such_resource", "Nothing is served at " + path);
            case Problem.MethodNotAllowed wrong -> methodNotAllowed(wrong);
            case Problem.UnsupportedMediaType(String given, String wanted) ->
                new Answer(
                        415,
                        "INVALID_ARGUMENT",
                        "rest.interceptor.unsupported_media_type",
                        "The body must be %s, not %s".formatted(wanted, given));
            case Problem.TooLarge(long limit) ->
                new Answer(
                        413,
                        "INVALID_ARGUMENT",
                        "rest.interceptor.too_large",
                        "The body must have at most %d bytes".formatted(limit));
            case Problem.TooMany(long seconds) ->
                new Answer(
                        429,
                        "RESOURCE_EXHAUSTED",
                        "usersandroles.TooManyAttempts",
                        "Too many attempts; try again in %d seconds".formatted(seconds));
        };
    }

    private static Answer exists(Problem.AlreadyExists taken) {
        Kind kind = taken.kind();
        String name = taken.name();
        String within = taken.within();
        return switch (kind) {
            case API_PRODUCT ->
                Answer.exists(
                        "keymanagement.service.apiproduct_already_exists",
                        "ApiProduct with name %s already exists".formatted(name));
            case DEVELOPER ->
                Answer.exists(
                        "developer.service.DeveloperAlreadyExists",
                        "Developer with email %s already exists".formatted(name));
            case APP ->
                Answer.exists(
                        "keymanagement.service.app_already_exists", "App with name %s already exists".formatted(name));
            case APP_GROUP, COMPANY ->
                Answer.exists(
                        "keymanagement.service.%sAlreadyExists".formatted(title(kind)),
                        "%s %s already exists".formatted(title(kind), name));
            case CREDENTIAL ->
                new Answer(
                        409, "ABORTED", "keymanagement.service.ConsumerKeyAlreadyExists", "ConsumerKey already exists");
            case ORGANIZATION ->
                Answer.exists(
                        "organizations.OrganizationAlreadyExists", "Organization %s already exists".formatted(name));
            case HOSTNAME ->
                Answer.exists(
                        "messaging.config.beans.HostnameAlreadyExists",
                        "Hostname %s belongs to another environment group".formatted(name));
            case API_PROXY ->
                Answer.exists(
                        "messaging.config.beans.ApplicationAlreadyExists",
                        "APIProxy named %s already exists".formatted(name));
            default ->
                Answer.exists(
                        "messaging.config.beans.%sAlreadyExists".formatted(title(kind)),
                        "%s %s already exists%s".formatted(title(kind), name, within == null ? "" : " in " + within));
        };
    }

    private static Answer overlap(Problem.RatePlanOverlap overlap) {
        return Answer.precondition(
                "mint.rateplan_overlap",
                "RatePlan [%s] overlaps RatePlan %s: only one of a product may be active at a time"
                        .formatted(overlap.title(), overlap.other()));
    }

    private static Answer basePathTaken(Problem.BasePathTaken taken) {
        return Answer.precondition(
                "distribution.BasePathConflict",
                "The base path %s is held by %s in the environment group %s"
                        .formatted(taken.basePath(), taken.holder(), taken.group()));
    }

    private static Answer methodNotAllowed(Problem.MethodNotAllowed wrong) {
        return new Answer(
                405,
                "INVALID_ARGUMENT",
                "rest.interceptor.method_not_allowed",
                "%s is not allowed here, but %s".formatted(wrong.method(), String.join(", ", wrong.allowed())));
    }

    private static Answer wrongState(Problem.WrongState state) {
        String message = "%s %s %s".formatted(title(state.kind()), state.name(), state.rule());
        return switch (state.kind()) {
            case REVISION -> new Answer(409, "FAILED_PRECONDITION", "distribution.RevisionDeployed", message);
            case DEPLOYMENT -> Answer.precondition("distribution.RevisionNotDeployed", message);
            case API_PROXY -> Answer.precondition("messaging.config.beans.ApplicationDeployed", message);
            case ENVIRONMENT -> Answer.precondition("distribution.OtherRevisionDeployed", message);
            case API_PRODUCT -> Answer.precondition("keymanagement.service.apiproduct_unbounded", message);
            case APP -> Answer.invalid("keymanagement.service.ApiProductsRequired", message);
            case SPACE -> Answer.precondition("messaging.config.beans.SpaceNotEmpty", message);
            default -> Answer.precondition("rest.interceptor.wrong_state", message);
        };
    }

    private static String stillReferenced(Kind kind) {
        return switch (kind) {
            case ORGANIZATION -> "organizations.OrganizationStillReferenced";
            case ENVIRONMENT -> "messaging.config.beans.EnvironmentStillReferenced";
            case KEY_STORE -> "messaging.config.beans.KeyStoreStillReferenced";
            default -> "mint.stillReferenced";
        };
    }

    private static String referenced(Kind kind) {
        return kind == Kind.API_PRODUCT ? "Product" : title(kind);
    }

    /// The kind as Apigee's messages name it: `ApiProduct`, `Developer`.
    static String title(Kind kind) {
        var title = new StringBuilder();
        for (String word : kind.name().split("_")) {
            title.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return title.toString();
    }
}
