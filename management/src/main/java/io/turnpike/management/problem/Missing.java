package io.turnpike.management.problem;

import io.turnpike.problem.Problem;
import java.util.Locale;

/// What is told about things that do not exist.
final class Missing {
    private Missing() {}

    /// Source: management-api 1.7.
    static Answer answer(Problem.NoSuchStart start) {
        String title = Catalogue.title(start.kind());
        return Answer.notFound(
                "keymanagement.service.%s_doesnot_exist".formatted(title.toLowerCase(Locale.ROOT)),
                "%s with name %s does not exist".formatted(title, start.key()));
    }

    static Answer answer(Problem.NotFound missing) {
        String name = missing.name();
        String within = missing.within();
        return switch (missing.kind()) {
            case API_PRODUCT, GRANT ->
                Answer.notFound(
                        "keymanagement.service.apiproduct_doesnot_exist",
                        "ApiProduct with name %s does not exist".formatted(name));
            case DEVELOPER ->
                within == null
                        ? Answer.notFound(
                                "developer.service.DeveloperDoesNotExist",
                                "Developer with id %s does not exist".formatted(name))
                        : Answer.notFound(
                                "developer.service.DeveloperIdDoesNotExist",
                                "DeveloperId %s does not exist in organization %s".formatted(name, within));
            case APP_GROUP, COMPANY -> {
                String title = Catalogue.title(missing.kind());
                yield Answer.notFound(
                        "keymanagement.service.%sDoesNotExist".formatted(title),
                        "%s %s does not exist".formatted(title, name));
            }
            case APP ->
                within == null
                        ? Answer.notFound(
                                "keymanagement.service.app_id_not_found",
                                "App with id %s does not exist".formatted(name))
                        : Answer.notFound(
                                "developer.service.AppDoesNotExist",
                                "App named %s does not exist under %s".formatted(name, within));
            case CREDENTIAL ->
                Answer.notFound(
                        "keymanagement.service.InvalidClientIdForGivenApp", "Invalid consumer key for Given App");
            case ATTRIBUTE ->
                Answer.notFound(
                        "organizations.keymanagement.AttributeDoesntExist",
                        "Attribute %s does not exist".formatted(name));
            case ORGANIZATION ->
                Answer.notFound(
                        "organizations.OrganizationDoesNotExist", "Organization %s does not exist".formatted(name));
            case API_PROXY ->
                Answer.notFound(
                        "messaging.config.beans.ApplicationDoesNotExist",
                        "APIProxy named %s does not exist".formatted(name));
            case RATE_PLAN, SUBSCRIPTION ->
                Answer.notFound(
                        "mint.resourceDoesNotExist",
                        "%s %s does not exist".formatted(Catalogue.title(missing.kind()), name));
            default -> {
                String title = Catalogue.title(missing.kind());
                yield Answer.notFound(
                        "messaging.config.beans.%sDoesNotExist".formatted(title),
                        "%s %s does not exist".formatted(title, name));
            }
        };
    }
}
