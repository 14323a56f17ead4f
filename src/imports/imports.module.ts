import { Module } from '@nestjs/common';
import { ImportController } from './import.controller.js';
import { ImportResolver } from './import.resolver.js';
import { SourceRecordFileResolver } from './source-record-file.resolver.js';

/** Files and feeds. */
@Module({ controllers: [ImportController], providers: [ImportResolver, SourceRecordFileResolver] })
export class ImportsModule {}
