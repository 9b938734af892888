package io.turnpike.management.problem;

import io.turnpike.problem.Problem;

/// What is told about values that break a rule: the field and the rule, and never the value
/// unless the catalogue wants it.
final class Invalid {
    private Invalid() {}

    static Answer answer(Problem.InvalidField field) {
        String name = field.field();
        return switch (field.kind()) {
            case API_PRODUCT -> ofProduct(field);
            case OPERATION -> Answer.invalid("keymanagement.service.apiproduct_invalid_operationgroup", message(field));
            case QUOTA -> Answer.invalid("keymanagement.service.apiproduct_invalid_quota", message(field));
            case DEVELOPER ->
                Answer.invalid(
                        name.equals("email")
                                ? "developer.service.InvalidDeveloperEmail"
                                : "developer.service.MissingField",
                        message(field));
            case APP ->
                Answer.invalid(
                        name.equals("name")
                                ? "keymanagement.service.app_invalid_name"
                                : "keymanagement.service.app_invalid",
                        message(field));
            case GRANT ->
                Answer.invalid(
                        "cps.kms.ApiProductDoesNotExist", "API Product [%s] %s".formatted(field.given(), field.rule()));
            case CREDENTIAL -> Answer.invalid("keymanagement.service.InvalidConsumerKey", message(field));
            case ATTRIBUTE ->
                Answer.invalid(
                        field.given() instanceof Number
                                ? "organizations.keymanagement.AttributesLimitExceeded"
                                : "organizations.keymanagement.InvalidAttribute",
                        message(field));
            case REQUEST -> Answer.invalid(ofRequest(name), message(field));
            case ORGANIZATION -> Answer.invalid("organizations.InvalidOrganization", message(field));
            case PROPERTY -> Answer.invalid("organizations.InvalidProperty", message(field));
            default ->
                Answer.invalid(
                        "messaging.config.beans.Invalid%s".formatted(Catalogue.title(field.kind())), message(field));
        };
    }

    /// Apigee says the same of a bad name and of a bad display name.
    private static Answer ofProduct(Problem.InvalidField field) {
        String code = switch (field.field()) {
            case "name" -> "apiproduct_name_invalid";
            case "displayName" -> "apiproduct_invalid_displayname";
            case "approvalType" -> "apiproduct_invalid_approvaltype";
            case "proxies" -> "apiproduct_invalid_proxy";
            case "environments" -> "apiproduct_invalid_environment";
            default -> "apiproduct_invalid_field";
        };
        boolean named = field.field().equals("name") || field.field().equals("displayName");
        return Answer.invalid(
                "keymanagement.service." + code, (named ? "Invalid ApiProduct Name: " : "") + message(field));
    }

    private static String ofRequest(String field) {
        return switch (field) {
            case "action" -> "keymanagement.service.InvalidAction";
            case "name" -> "rest.interceptor.name_mismatch";
            default -> "rest.interceptor.invalid_parameter";
        };
    }

    private static String message(Problem.InvalidField field) {
        return "%s %s".formatted(field.field(), field.rule());
    }
}
