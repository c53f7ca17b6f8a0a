package org.muster;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** The package map of ARCHITECTURE.md, executable. Change both in the same commit. */
@AnalyzeClasses(packages = "org.muster", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule data_flows_one_way = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true) // proxmox and live come with their issues
            .ensureAllClassesAreContainedInArchitecture() // a stray "util" package fails here
            .layer("platform")
            .definedBy("org.muster.platform..")
            .layer("inventory")
            .definedBy("org.muster.inventory..")
            .layer("connection")
            .definedBy("org.muster.connection..")
            .layer("access")
            .definedBy("org.muster.access..")
            .layer("hypervisor")
            .definedBy("org.muster.hypervisor")
            .layer("libvirt")
            .definedBy("org.muster.hypervisor.libvirt..")
            .layer("proxmox")
            .definedBy("org.muster.hypervisor.proxmox..")
            .layer("demo")
            .definedBy("org.muster.hypervisor.demo..")
            .layer("sync")
            .definedBy("org.muster.sync..")
            .layer("task")
            .definedBy("org.muster.task..")
            .layer("api")
            .definedBy("org.muster.api..")
            .layer("ui")
            .definedBy("org.muster.ui..")
            .layer("live")
            .definedBy("org.muster.live..")
            .layer("health")
            .definedBy("org.muster.health..")
            .whereLayer("platform")
            .mayNotAccessAnyLayer()
            .whereLayer("inventory")
            .mayOnlyAccessLayers("platform")
            .whereLayer("connection")
            .mayOnlyAccessLayers("platform")
            .whereLayer("access")
            .mayOnlyAccessLayers("platform", "inventory")
            .whereLayer("hypervisor")
            .mayOnlyAccessLayers("inventory")
            .whereLayer("demo")
            .mayOnlyAccessLayers("hypervisor", "inventory", "platform")
            .whereLayer("libvirt")
            .mayOnlyAccessLayers("hypervisor", "inventory", "platform")
            .whereLayer("proxmox")
            .mayOnlyAccessLayers("hypervisor", "inventory", "platform")
            .whereLayer("sync")
            .mayOnlyAccessLayers("inventory", "connection", "hypervisor", "platform")
            .whereLayer("task")
            .mayOnlyAccessLayers("inventory", "connection", "hypervisor", "sync", "access", "platform")
            .whereLayer("api")
            .mayOnlyAccessLayers("inventory", "connection", "sync", "task", "access", "platform")
            .whereLayer("ui")
            .mayOnlyAccessLayers("inventory", "connection", "sync", "task", "access", "platform")
            .whereLayer("live")
            .mayOnlyAccessLayers("inventory", "access", "task", "platform")
            .whereLayer("health")
            .mayOnlyAccessLayers("inventory", "sync", "connection", "platform");

    @ArchTest
    static final ArchRule no_cycles =
            slices().matching("org.muster.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule readers_see_what_their_callers_may = noClasses()
            .that()
            .resideInAnyPackage("org.muster.api..", "org.muster.ui..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("org\\.muster\\.(platform\\.Database|inventory\\.(Inventory|InventoryWriter|KnownVms"
                    + "|Viewer|VmAccess|VmGuests|Figures|Purge))")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.sql..")
            .because(
                    "what a caller may see is decided by access: VisibleVms, Tasks and SyncReport take the caller's eyes");

    @ArchTest
    static final ArchRule adapters_use_inventory_values_only = noClasses()
            .that()
            .resideInAPackage("org.muster.hypervisor..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.muster.inventory").and(annotatedWith(ApplicationScoped.class)));

    @ArchTest
    static final ArchRule tables_are_spoken_to_in_sql = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.persistence..")
            .because("docs/adr/0001: one way to the database, the same on both servers");

    @ArchTest
    static final ArchRule port_is_plain_java = noClasses()
            .that()
            .resideInAPackage("org.muster.hypervisor")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "org.libvirt..", "com.sun.jna..");

    @ArchTest
    static final ArchRule only_libvirt_knows_libvirt = noClasses()
            .that()
            .resideOutsideOfPackage("org.muster.hypervisor.libvirt..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.libvirt..", "com.sun.jna..");

    @ArchTest
    static final ArchRule only_ldap_knows_the_ldap_library = noClasses()
            .that()
            .resideOutsideOfPackage("org.muster.access.ldap..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.unboundid..");

    @ArchTest
    static final ArchRule reconciler_is_pure = noClasses()
            .that()
            .haveSimpleName("Reconciler")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "java.sql..")
            .orShould()
            .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule names_say_what_it_does = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Utils?|Helper|Base|DTO|VO)")
            .because("such suffixes hide the responsibility");
}
