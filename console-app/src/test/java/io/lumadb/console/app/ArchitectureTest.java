package io.lumadb.console.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The arrows of the house: what each module may know. Maven's module graph holds most of them; this holds them for
 * packages too, and keeps controls out of view models.
 */
class ArchitectureTest {

    /** Module package → the other module packages that it may know, directly. */
    private static final Map<String, List<String>> ARROWS = Map.of(
            "io.lumadb.document", List.of(),
            "io.lumadb.query", List.of("io.lumadb.document"),
            "io.lumadb.storage", List.of("io.lumadb.document"),
            "io.lumadb.cluster", List.of("io.lumadb.document", "io.lumadb.storage", "io.lumadb.query"),
            "io.lumadb.server",
                    List.of("io.lumadb.document", "io.lumadb.storage", "io.lumadb.query", "io.lumadb.cluster"),
            "io.lumadb.client", List.of("io.lumadb.document"),
            "io.lumadb.icons", List.of(),
            "io.lumadb.console.ui", List.of("io.lumadb.document", "io.lumadb.client", "io.lumadb.icons"),
            "io.lumadb.console.app",
                    List.of(
                            "io.lumadb.document",
                            "io.lumadb.client",
                            "io.lumadb.console.ui",
                            "io.lumadb.server",
                            "io.lumadb.icons"));

    private static JavaClasses house;

    @BeforeAll
    static void readTheHouse() {
        house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.lumadb");
    }

    @Test
    void everyClassLivesInAModule() {
        assertThat(house).isNotEmpty();

        classes().should().resideInAnyPackage(trees(ARROWS.keySet().stream())).check(house);
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void knowsNoModuleBeyondItsArrows(String module, List<String> allowed) {
        noClasses()
                .that(resideInAPackage(module + ".."))
                .should()
                .dependOnClassesThat(resideInAPackage("io.lumadb..")
                        .and(not(resideInAnyPackage(trees(Stream.concat(Stream.of(module), allowed.stream()))))))
                .allowEmptyShould(true)
                .check(house);
    }

    @Test
    void viewModelsKnowNoControls() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("ViewModel")
                .should()
                .dependOnClassesThat(resideInAnyPackage("javafx.scene..", "javafx.stage..", "org.controlsfx.."))
                .allowEmptyShould(true)
                .check(house);
    }

    @Test
    void onlyTheConsoleKnowsJavaFx() {
        noClasses()
                .that(not(resideInAPackage("io.lumadb.console..")))
                .should()
                .dependOnClassesThat(resideInAPackage("javafx.."))
                .check(house);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .check(house);
    }

    private static Stream<Arguments> arrows() {
        return ARROWS.entrySet().stream().map(arrow -> Arguments.of(arrow.getKey(), arrow.getValue()));
    }

    private static String[] trees(Stream<String> packages) {
        return packages.map(name -> name + "..").toArray(String[]::new);
    }
}
