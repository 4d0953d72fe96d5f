package io.llmops.cli.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** Every class that is published for use, without the test kit and without tests. */
final class ProductClasses {

    private ProductClasses() {}

    static JavaClasses all() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(ProductClasses::isProduct)
                .importPackages("io.llmops");
    }

    /** The test kit, which is published too, and may do what a test may. */
    static JavaClasses testKit() {
        return new ClassFileImporter()
                .withImportOption(location -> !isProduct(location))
                .importPackages("io.llmops.test");
    }

    private static boolean isProduct(Location location) {
        return !location.contains("/io/llmops/test/") && !location.contains("/llmops-test/");
    }
}
