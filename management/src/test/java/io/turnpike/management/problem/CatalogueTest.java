package io.turnpike.management.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
    static Stream<Map.Entry<Problem, Answer>> seen() {
        return Stream.of(
                Map.entry(
                        new Problem.NotFound(Kind.API_PRODUCT, "n"),
                        Answer.notFound(
                                "keymanagement.service.apiproduct_doesnot_exist",
                                "ApiProduct with name n does not exist")),
                Map.entry(
                        new Problem.NoSuchStart(Kind.DEVELOPER, "e@x.org"),
                        Answer.notFound(
                                "keymanagement.service.developer_doesnot_exist",
                                "Developer with name e@x.org does not exist")),
                Map.entry(
                        new Problem.NotFound(Kind.APP, "a", "e@x.org"),
                        Answer.notFound(
                                "developer.service.AppDoesNotExist", "App named a does not exist under e@x.org")),
                Map.entry(
                        new Problem.NotFound(Kind.CREDENTIAL, ""),
                        Answer.notFound(
                                "keymanagement.service.InvalidClientIdForGivenApp",
                                "Invalid consumer key for Given App")),
                Map.entry(
                        new Problem.AlreadyExists(Kind.APP, "a"),
                        Answer.exists("keymanagement.service.app_already_exists", "App with name a already exists")),
                Map.entry(
                        new Problem.AlreadyExists(Kind.CREDENTIAL, ""),
                        new Answer(
                                409,
                                "ABORTED",
                                "keymanagement.service.ConsumerKeyAlreadyExists",
                                "ConsumerKey already exists")),
                Map.entry(
                        new Problem.InvalidScopes(List.of("READ", "WRITE")),
                        Answer.invalid(
                                "keymanagement.service.InvalidScopes",
                                "Invalid scopes. Scopes must be contained in [READ, WRITE]")),
                Map.entry(
                        new Problem.StillReferenced(Kind.API_PRODUCT, "p", "Application"),
                        Answer.precondition("mint.stillReferenced", "Cannot delete Product [p] used in Application")),
                Map.entry(
                        new Problem.InvalidField(
                                Kind.GRANT, "apiProducts", "p", "does not exist for  tenant [o] and id [null]"),
                        Answer.invalid(
                                "cps.kms.ApiProductDoesNotExist",
                                "API Product [p] does not exist for  tenant [o] and id [null]")),
                Map.entry(
                        new Problem.WrongState(Kind.APP, "a", "must name an API product"),
                        Answer.invalid("keymanagement.service.ApiProductsRequired", "App a must name an API product")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("seen")
    @DisplayName("2.3: codes and messages that clients were seen to parse")
    void answersAsClientsExpect(Map.Entry<Problem, Answer> expected) {
        assertThat(Catalogue.answer(expected.getKey())).isEqualTo(expected.getValue());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    @DisplayName("2.2: a kind changes the code, hardly ever the status")
    void answersEveryKind(Kind kind) {
        assertThat(Catalogue.answer(new Problem.NotFound(kind, "n")).status()).isEqualTo(404);
        assertThat(Catalogue.answer(new Problem.AlreadyExists(kind, "n")).status())
                .isEqualTo(409);
        assertThat(Catalogue.answer(new Problem.InvalidField(kind, "f", null, "r"))
                        .status())
                .isEqualTo(400);
        assertThat(Catalogue.answer(new Problem.WrongState(kind, "n", "r")).status())
                .isEqualTo(kind == Kind.REVISION ? 409 : 400);
    }

    @Test
    @DisplayName("2.1: both shapes, with the code where the portal's client looks for it")
    void givesBothShapes() {
        var answer = Answer.notFound("c", "m");

        assertThat(ApigeeProblems.edge(answer)).isEqualTo(Map.of("code", "c", "message", "m", "contexts", List.of()));
        assertThat(ApigeeProblems.google(answer, "7"))
                .hasToString("{error={code=404, message=m, status=NOT_FOUND, details=["
                        + "{@type=type.googleapis.com/google.rpc.PreconditionFailure, "
                        + "violations=[{type=c, subject=turnpike:7, description=m}]}, "
                        + "{@type=type.googleapis.com/google.rpc.RequestInfo, requestId=7}]}}");
    }

    @Test
    @DisplayName("a refused value is never repeated, it may be a secret")
    void keepsValuesToItself() {
        var answer =
                Catalogue.answer(new Problem.InvalidField(Kind.CREDENTIAL, "consumerKey", "secret", "is too long"));

        assertThat(answer.message()).isEqualTo("consumerKey is too long");
    }
}
