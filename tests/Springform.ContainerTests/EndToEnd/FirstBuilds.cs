using Springform.Tests;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>
/// From a clone to dist/ by Init alone, as tests/Fixtures/FirstConfigurations/try.sh does it with clones of real projects: here small ones of their shapes. No
/// line of what Init wrote is edited.
/// </summary>
[Draw(3)]
[Collection(Examples.OneAtATime)]
public sealed class FirstBuilds(Workshop workshop) : IAsyncLifetime
{
    private readonly string id = Guid.NewGuid().ToString("N")[..8];
    private readonly GitProject project = new();

    public ValueTask InitializeAsync()
    {
        Assert.SkipUnless(ExampleCopy.IsWanted, "takes minutes: runs with CI=true or SPRINGFORM_LONG_TESTS=1");
        workshop.Require();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await workshop.RemoveImagesAsync(image => image.Contains(id, StringComparison.Ordinal));
        project.Dispose();
    }

    /// <summary>pgvector's shape.</summary>
    [Fact]
    public void An_extension_of_PostgreSQL()
    {
        project.File($"tiny{id}.control", "comment = 'one function'\ndefault_version = '1.0'\nrelocatable = true\n");
        project.File($"sql/tiny{id}--1.0.sql", "CREATE FUNCTION one() RETURNS int AS 'MODULE_PATHNAME' LANGUAGE C;\n");
        project.File(
            "src/tiny.c",
            """
            #include "postgres.h"
            #include "fmgr.h"
            PG_MODULE_MAGIC;
            PG_FUNCTION_INFO_V1(one);
            Datum one(PG_FUNCTION_ARGS) { PG_RETURN_INT32(1); }

            """
        );
        project.File(
            "Makefile",
            $"""
            EXTENSION = tiny{id}
            MODULE_big = tiny{id}
            DATA = sql/tiny{id}--1.0.sql
            OBJS = src/tiny.o
            OPTFLAGS = -march=native
            PG_CFLAGS += $(OPTFLAGS)
            PG_CONFIG ?= pg_config
            PGXS := $(shell $(PG_CONFIG) --pgxs)
            include $(PGXS)

            """
        );

        Tried().ShouldMatch($"tiny{id}-.*-x86_64.tgz");
    }

    /// <summary>lz4's shape.</summary>
    [Fact]
    public void Makefiles_in_folders_that_install_a_library_and_a_program()
    {
        project.File("Makefile", "all install:\n\t$(MAKE) -C lib $@\n\t$(MAKE) -C programs $@\n");
        project.File("lib/tiny.h", "int tiny(void);\n");
        project.File("lib/tiny.c", "#include \"tiny.h\"\nint tiny(void) { return 1; }\n");
        project.File(
            "lib/Makefile",
            """
            PREFIX ?= /usr/local
            all: libtiny.so.1 libtiny.a
            libtiny.so.1: tiny.c
            	$(CC) -shared -fPIC -Wl,-soname,$@ -o $@ $<
            libtiny.a: tiny.o
            	$(AR) rcs $@ $<
            install: all
            	install -d $(DESTDIR)$(PREFIX)/lib $(DESTDIR)$(PREFIX)/include
            	install libtiny.so.1 libtiny.a $(DESTDIR)$(PREFIX)/lib
            	ln -s libtiny.so.1 $(DESTDIR)$(PREFIX)/lib/libtiny.so
            	install -m 644 tiny.h $(DESTDIR)$(PREFIX)/include

            """
        );
        project.File("programs/main.c", "#include <stdio.h>\n#include \"../lib/tiny.h\"\nint main(void) { printf(\"tiny %d\\n\", tiny()); return 0; }\n");
        project.File(
            "programs/Makefile",
            """
            PREFIX ?= /usr/local
            all: tiny
            tiny: main.c ../lib/libtiny.a
            	$(CC) -o $@ $^
            install: all
            	install -d $(DESTDIR)$(PREFIX)/bin
            	install tiny $(DESTDIR)$(PREFIX)/bin
            	ln -s tiny $(DESTDIR)$(PREFIX)/bin/untiny

            """
        );

        Tried(id).ShouldContain("-x86_64.tgz");
    }

    /// <summary>snappy's shape: its tests need a submodule that a plain clone has not.</summary>
    [Fact]
    public void A_library_with_CMake()
    {
        project.File(
            "CMakeLists.txt",
            $"""
            cmake_minimum_required(VERSION 3.10)
            project(Tiny{id} VERSION 1.2.2 LANGUAGES C CXX)
            option(TINY_BUILD_TESTS "Build the tests." ON)
            add_library(tiny tiny.cc)
            if(TINY_BUILD_TESTS)
              add_subdirectory(third_party/googletest)
            endif()
            install(TARGETS tiny)
            install(FILES tiny.h DESTINATION include)

            """
        );
        project.File("tiny.h", "int tiny();\n");
        project.File("tiny.cc", "#include \"tiny.h\"\nint tiny() { return 1; }\n");

        Tried().ShouldMatch($"tiny{id}-.*-x86_64.tgz");
    }

    /// <summary>assetfinder's shape.</summary>
    [Fact]
    public void A_Go_program_without_modules()
    {
        project.File("main.go", "package main\n\nimport (\n\t\"flag\"\n\t\"fmt\"\n)\n\nfunc main() {\n\tflag.Parse()\n\tfmt.Println(say())\n}\n");
        project.File("say.go", "package main\n\nfunc say() string { return \"tiny\" }\n");

        Tried(id).ShouldContain("-aarch64.tgz");
    }

    /// <param name="name">of the folder</param>
    /// <returns>what the script says</returns>
    private string Tried(string name = "clone")
    {
        project.File("LICENSE", "MIT\n");
        var folder = project.Beside(name);
        Directory.Move(project.Folder, folder);
        var script = Path.Combine(ExampleCopy.Root, "tests/Fixtures/FirstConfigurations/try.sh");
        var tried = Command.Run("/", [script, folder], new Dictionary<string, string?> { ["SPRINGFORM"] = $"dotnet exec {Cli.Host}" });
        tried.ExitCode.ShouldBe(0, tried.Output + tried.Error);
        return tried.Output;
    }
}
