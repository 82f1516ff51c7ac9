/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Replays files in a build without libFuzzer: each is a test, and its name says of what. The
 * output is TAP. A file that makes the target abort ends all. */

#define MAX_SECONDS 10.0

static double
get_seconds (void)
{
  return (double)clock () / CLOCKS_PER_SEC;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *)a, *(char *const *)b);
}

static GPtrArray *
list_files (const char *folder)
{
  g_autoptr (GDir) open = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (open != NULL && (name = g_dir_read_name (open)) != NULL)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);
  return names;
}

static gboolean
replay (const char *path)
{
  g_autofree char *content = NULL;
  g_autofree uint8_t *exact = NULL;
  double start = get_seconds ();
  gsize size = 0;

  if (!g_file_get_contents (path, &content, &size, NULL))
    return FALSE;
  /* As libFuzzer gives it: in memory of just that size, with no NUL behind it. */
  exact = g_malloc (MAX (size, 1));
  memcpy (exact, content, size);
  LLVMFuzzerTestOneInput (exact, size);
  return get_seconds () - start < MAX_SECONDS;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) files = NULL;
  gboolean is_good = TRUE;

  if (argc != 2)
    return EXIT_FAILURE;
  LLVMFuzzerInitialize (&argc, &argv);
  files = list_files (argv[1]);
  printf ("1..%u\n", files->len);
  for (guint i = 0; i < files->len; i++)
    {
      const char *path = g_ptr_array_index (files, i);
      g_autofree char *name = g_path_get_basename (path);
      gboolean is_one_good;

      /* So that a file that ends all can be told. */
      fprintf (stderr, "%s\n", name);
      is_one_good = replay (path);
      printf ("%s %u - %s\n", is_one_good ? "ok" : "not ok", i + 1, name);
      fflush (stdout);
      is_good = is_good && is_one_good;
    }
  return is_good && files->len > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
